using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>One access point on virtual time: hand in what happens, run the clock, look at what it did.</summary>
internal sealed class AccessPointBench
{
    private readonly EntropySource _entropy;
    private readonly List<EngineAction> _scratch = [];
    private readonly Dictionary<MacAddress, Ipv4Address> _heard = [];
    private ushort _sequence;
    private int _answered;
    private TimeSpan _nextHeard = TimeSpan.FromSeconds(30);

    public AccessPointBench(AccessPointSettings? proxy = null, int seed = 1, Func<NodeSettings, NodeSettings>? adjust = null, EntropySource? entropy = null)
    {
        _entropy = entropy ?? new SeededEntropy(seed);
        var node = Town.Node(proxy ?? Town.Proxy);
        Agent = new(adjust is null ? node : adjust(node));
        Wake();
    }

    public ProxyAgent Agent { get; }

    /// <summary>Uptime.</summary>
    public TimeSpan Uptime { get; private set; }

    /// <summary>Uptime in seconds.</summary>
    public double Now => Uptime.TotalSeconds;

    /// <summary>Whether stations stay quiet; otherwise each is heard again every 30 seconds, as a driver reports active ones.</summary>
    public bool Silent { get; set; }

    /// <summary>How far the wall clock of this access point is off.</summary>
    public TimeSpan ClockError { get; set; }

    public Moment Moment => new(Uptime, Town.Epoch + Uptime + ClockError);

    /// <summary>Everything done so far with the uptime at which it was done.</summary>
    public List<(double At, EngineAction Action)> Log { get; } = [];

    public AccessPointSnapshot Snapshot => Agent.AccessPoint(Moment)!;

    public AccessPointCounters Counters => Snapshot.Counters;

    public ClientView Client => Snapshot.Clients.Single();

    public IEnumerable<(double At, SendDatagram Datagram, RegistrationRequest Request)> Requests =>
        from entry in Log
        let datagram = entry.Action as SendDatagram
        where datagram is not null && RegistrationRequest.TryParse(datagram.Payload.Span, out _, out _)
        select (entry.At, datagram, Parse(datagram));

    public SendDatagram LastDatagram => Requests.Last().Datagram;

    public RegistrationRequest LastRequest => Requests.Last().Request;

    public IEnumerable<SetStationPath> Paths => Log.Select(entry => entry.Action).OfType<SetStationPath>();

    public IEnumerable<EngineReport> Reports => Log.Select(entry => entry.Action).OfType<Report>().Select(report => report.Entry);

    public List<T> All<T>()
        where T : EngineAction => [.. Log.Select(entry => entry.Action).OfType<T>()];

    public static RegistrationRequest Parse(SendDatagram datagram) =>
        RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _) ? request : throw new InvalidOperationException("no request");

    public AccessPointBench Handle(EngineEvent input)
    {
        _scratch.Clear();
        Agent.Handle(input, Moment, _entropy, _scratch);
        foreach (var action in _scratch)
            Log.Add((Now, action));
        return this;
    }

    public AccessPointBench Wake() => Handle(Woken.Instance);

    /// <summary>Runs the clock to an uptime, waking at every deadline.</summary>
    public AccessPointBench RunTo(double seconds)
    {
        var wakes = 0;
        var end = TimeSpan.FromSeconds(seconds);
        while (Next(end) is { } at)
        {
            if (at == _nextHeard && !Silent)
            {
                HearAgain(at);
                continue;
            }
            Assert.True(++wakes < 100_000, "the agent keeps waking without end");
            Uptime = at > Uptime ? at : Uptime;
            Wake();
        }
        Uptime = end;
        return this;
    }

    private TimeSpan? Next(TimeSpan end)
    {
        var next = Agent.WakeAt is { } at && at <= end ? at : (TimeSpan?)null;
        return !Silent && _nextHeard <= end && !(next < _nextHeard) ? _nextHeard : next;
    }

    private void HearAgain(TimeSpan at)
    {
        Uptime = at > Uptime ? at : Uptime;
        _nextHeard = at + TimeSpan.FromSeconds(30);
        foreach (var (station, address) in _heard)
            Handle(new StationHeard(station, address, AddressEvidence.SourceAddress));
    }

    public AccessPointBench Run(double seconds) => RunTo(Now + seconds);

    /// <summary>The usual foreign agent advertises itself, with the usual row in the map and the station associated.</summary>
    public AccessPointBench Ready() => Advertise().Map(Town.Row(Town.HomeAgent)).Associate();

    public AccessPointBench Associate(MacAddress? station = null, string serviceSet = Town.ServiceSet, string? identity = null) =>
        Handle(new StationAssociated(station ?? Town.Station, serviceSet, identity));

    public AccessPointBench Hear(Ipv4Address? address = null, MacAddress? station = null, AddressEvidence evidence = AddressEvidence.SourceAddress)
    {
        _heard[station ?? Town.Station] = address ?? Town.Visitor;
        return Handle(new StationHeard(station ?? Town.Station, address ?? Town.Visitor, evidence));
    }

    public AccessPointBench Map(params MapEntry[] rows) => Handle(new SubnetMapChanged(rows));

    public AccessPointBench Advertise(Ipv4Address? source = null, MacAddress? link = null, MobilityAgentBits bits = MobilityAgentBits.ForeignAgent, ushort registrationLifetime = 1800,
        ushort lifetime = 9000, Ipv4Address[]? careOf = null, byte[]? challenge = null, ushort? sequence = null, byte ttl = 1, PortId? port = null, AdvertisementCode code = AdvertisementCode.RoutesCommonTraffic)
    {
        var address = source ?? Town.Agent;
        Span<byte> message = stackalloc byte[512];
        var writer = new RouterAdvertisementWriter(message, code, lifetime);
        writer.AddRouter(address, 0);
        var offered = careOf ?? (bits.HasFlag(MobilityAgentBits.ForeignAgent) ? [address] : []);
        writer.AddMobilityAgent(new(sequence ?? _sequence++), new(registrationLifetime), bits, offered);
        if (challenge is not null)
            writer.AddChallenge(challenge);
        var octets = message[..writer.Complete()].ToArray();
        return Handle(new IcmpReceived(port ?? Town.Wire, link ?? Town.AgentLink, address, Ipv4Address.AllSystems, ttl, octets));
    }

    /// <summary>The agent asked answers the latest request.</summary>
    public AccessPointBench Reply(ReplyCode code = ReplyCode.Accepted, ushort? lifetime = null, SecurityAssociation? association = null, bool signed = true, Ipv4Address? source = null,
        ulong? identification = null, Ipv4Address? homeAgent = null, SecurityAssociation? foreign = null, Func<byte[], byte[]>? tail = null, SendDatagram? to = null)
    {
        var datagram = to ?? LastDatagram;
        var request = Parse(datagram);
        Span<byte> octets = stackalloc byte[512];
        var written = new RegistrationReply
        {
            Code = code,
            Lifetime = new(lifetime ?? request.Lifetime.Seconds),
            HomeAddress = request.HomeAddress,
            HomeAgent = homeAgent ?? request.HomeAgent,
            Identification = identification ?? request.Identification,
        }.WriteTo(octets);
        if (signed && code.IsFromHomeAgent())
            written += Sign(octets, written, ExtensionType.MobileHomeAuthentication, association ?? Town.Association);
        if (tail is not null)
        {
            var more = tail(octets[..written].ToArray());
            more.CopyTo(octets[written..]);
            written += more.Length;
        }
        if (foreign is not null)
            written += Sign(octets, written, ExtensionType.MobileForeignAuthentication, foreign);
        return Handle(new DatagramReceived(datagram.Port ?? Town.Wire, datagram.LinkDestination ?? default, source ?? datagram.Destination, datagram.Source, 64, 434, datagram.SourcePort,
            octets[..written].ToArray()));
    }

    /// <summary>Accepts every request sent since the last call.</summary>
    public AccessPointBench AnswerAll()
    {
        for (; _answered < Log.Count; _answered++)
        {
            if (Log[_answered].Action is SendDatagram datagram)
                Reply(to: datagram);
        }
        return this;
    }

    /// <summary>A home agent whose clock differs refuses the latest request.</summary>
    public AccessPointBench ReplyMismatch(DateTimeOffset homeAgentTime) =>
        Reply(ReplyCode.IdentificationMismatch, identification: Identifications.Resynchronise(LastRequest.Identification, NtpTimestamp.From(homeAgentTime)));

    public static int Sign(Span<byte> octets, int written, ExtensionType type, SecurityAssociation association) =>
        new MobilityAuthenticator(association.Algorithm, association.Key).Sign(octets, written, type, association.Spi);
}
