using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>A node that says exactly what a test wants: seals messages by hand and reads what comes back to it.</summary>
internal sealed class FakePeer(MapTown town, Ipv4Address address, TownNode target, ulong epoch)
{
    private readonly MapKey _key = new(TownNode.Key.Id, TownNode.Key.Key);
    private readonly List<(MapHeader Header, byte[] Body)> _received = [];

    public ulong Sequence { get; set; } = 1;

    public MapEpoch Epoch { get; set; } = new(epoch);

    /// <summary>The epoch of the target, as last heard.</summary>
    public MapEpoch TargetEpoch { get; set; } = new(target.Settings.SubnetMap!.Epoch);

    /// <summary>The last message that came back.</summary>
    public (MapHeader Header, byte[] Body) Last => _received[^1];

    public IReadOnlyList<(MapHeader Header, byte[] Body)> Received => _received;

    /// <summary>Listens: everything the target sends to this address is kept, and goes nowhere else.</summary>
    public FakePeer Listen()
    {
        var next = town.Filter;
        town.Filter = datagram =>
        {
            if (datagram.Destination != address)
                return next?.Invoke(datagram) ?? true;
            Assert.True(MapHeader.TryParse(datagram.Payload.Span, out var header, out _));
            _received.Add((header, datagram.Payload[MapHeader.FixedSize..^MapHeader.TrailerSize].ToArray()));
            return false;
        };
        return this;
    }

    /// <summary>The octets of a message from this node to the target.</summary>
    public byte[] Seal(MapMessageType type, Func<Span<byte>, int> body, uint transaction = 7, Func<MapHeader, MapHeader>? twist = null)
    {
        var octets = new byte[MapHeader.MaxDatagramSize];
        var length = body(SubnetMapDatagram.BodyOf(octets));
        var header = new MapHeader
        {
            Type = type,
            Sender = address,
            Receiver = target.Address,
            SenderEpoch = Epoch,
            ReceiverEpoch = type == MapMessageType.Hello ? MapEpoch.None : TargetEpoch,
            Sequence = Sequence++,
            Transaction = transaction,
        };
        return octets[..SubnetMapDatagram.Seal(twist?.Invoke(header) ?? header, _key, octets, length)];
    }

    public void Send(byte[] octets, Ipv4Address? source = null)
    {
        town.Inject(source ?? address, target.Address, octets);
        town.RunSeconds(0);
    }

    public void Send(MapMessageType type, Func<Span<byte>, int> body, uint transaction = 7, Func<MapHeader, MapHeader>? twist = null) =>
        Send(Seal(type, body, transaction, twist));

    public void Hello(params Ipv4Address[] list) => Send(MapMessageType.Hello, new MapHello
    {
        Role = MapRole.AccessPoint,
        MinVersion = 1,
        MaxVersion = 1,
        AapListDigest = AapList.Digest(list),
    }.WriteTo);

    public MapRegisterAck Register(params MapRow[] rows) => Register(rows, Ipv4Address.Any, 0, TableDigest.None);

    public MapRegisterAck Register(MapRow[] rows, Ipv4Address source, ulong generation, TableDigest digest)
    {
        MapEntry[] entries = [.. rows.Select(row => new MapEntry { State = MapRowState.Active, HomeAgent = row.HomeAgent, PrefixLength = row.PrefixLength })];
        var register = new MapRegister { Lifetime = 600, SourceAap = source, KnownGeneration = generation, KnownDigest = digest };
        Send(MapMessageType.Register, body => register.WriteTo(body, entries));
        Assert.Equal(MapMessageType.RegisterAck, Last.Header.Type);
        Assert.True(MapRegisterAck.TryParse(Last.Body, out var ack, out _));
        return ack;
    }

    public MapError LastError()
    {
        Assert.Equal(MapMessageType.Error, Last.Header.Type);
        Assert.True(MapError.TryParse(Last.Body, out var error, out _, out _));
        return error;
    }

    public static SubnetMapCounters CountersOf(TownNode node) => node.Role.Counters;
}
