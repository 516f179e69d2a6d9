using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// An authoritative access point of the engine whose table has moved on by two changes since the generation that an access point says it holds, and which is
/// handed the KEEPALIVE of that access point.
/// </summary>
internal sealed class AuthorityBench(byte[] datagram, MapHeader header, MapKeepalive keepalive, SecretKey key)
{
    private const int NewerChanges = 2;
    private const int MostRows = 1000;

    /// <summary>What it sends back; null when no table can have that generation.</summary>
    public IReadOnlyList<string>? Deeds()
    {
        var rows = keepalive.KnownGeneration - header.ReceiverEpoch.FirstGeneration;
        if (rows is 0 or > MostRows || header.Sequence < 2)
            return null;
        var bench = new RoleBench(Settings(), DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(Words.High(header.ReceiverEpoch.Value)));
        bench.Handle(Woken.Instance);
        Hold(bench, (int)rows);
        Hold(bench, (int)rows + NewerChanges);
        bench.Handle(Arrival(Registration()));
        bench.Handle(Arrival(datagram));
        var sent = bench.Datagrams.ToList();
        bench.Pass(TimeSpan.FromSeconds(1));
        return Read(sent.Concat(bench.Datagrams));
    }

    private List<string> Read(IEnumerable<SendDatagram> sent)
    {
        var deeds = new List<string>();
        var latest = keepalive.KnownGeneration + NewerChanges;
        foreach (var answer in sent)
        {
            if (!MapHeader.TryParse(answer.Payload.Span, out var its, out _) || answer.Destination != header.Sender)
                continue;
            var body = answer.Payload.Span[MapHeader.FixedSize..^MapHeader.TrailerSize];
            if (its.Type == MapMessageType.KeepaliveAck && its.Transaction == header.Transaction && MapKeepaliveAck.TryParse(body, out var ack, out _))
                deeds.Add(Vectors.Deeds.KeepaliveAck(ack.Next));
            if (its.Type == MapMessageType.Delta && MapDelta.TryParse(body, out var delta, out _, out _) && delta.ToGeneration == latest)
                deeds.Add(Vectors.Deeds.Deltas);
        }
        return deeds;
    }

    // One generation per row: so many home agents are heard on its own LAN.
    private static void Hold(RoleBench bench, int rows)
    {
        bench.Handle(new OwnHomeAgents([.. Enumerable.Range(1, rows).Select(row => Row((uint)row))]));
        bench.Pass(TimeSpan.FromSeconds(1));
    }

    private static (Ipv4Address HomeAgent, Ipv4Prefix Network) Row(uint number)
    {
        var network = new Ipv4Prefix(new(Ipv4Address.Parse("10.0.0.0").Value + number * 256), 24);
        return (Networks.HostOf(network), network);
    }

    // The access point is known: it registered, with nothing of its own.
    private byte[] Registration()
    {
        var sealedDatagram = new byte[MapHeader.MaxDatagramSize];
        var written = new MapRegister { Lifetime = 600 }.WriteTo(SubnetMapDatagram.BodyOf(sealedDatagram), []);
        var before = header with { Type = MapMessageType.Register, Sequence = header.Sequence - 1, Transaction = header.Transaction - 1 };
        return sealedDatagram[..SubnetMapDatagram.Seal(before, new(header.KeyId, key), sealedDatagram, written)];
    }

    private DatagramReceived Arrival(byte[] payload) =>
        new(Networks.Port, Networks.Client, header.Sender, header.Receiver, 64, MapHeader.Port, MapHeader.Port, payload);

    private NodeSettings Settings() => new()
    {
        Name = "authoritative access point",
        Interfaces = [Networks.Wired(header.Receiver, Networks.Apart(header.Receiver, header.Sender))],
        SubnetMap = new()
        {
            Enabled = true,
            AuthoritativeAccessPoints = [header.Receiver],
            Keys = [new(header.KeyId, key)],
            Epoch = header.ReceiverEpoch.Value,
        },
    };
}
