using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// The surroundings in which an access point sends exactly the request a vector's context names: its LAN, the agent it hears, the subnet map, the client,
/// the clock.
/// </summary>
internal sealed class AccessPointTown(PendingRequest? pending, SecurityAssociation association, SecurityAssociation? foreign)
{
    private const string ServiceSet = "vectors";
    private const ushort LongestAdvertisement = 9000;

    // The clock counts in steps of 100 ns, 429.5 units of the fraction; random bits fill up less than one step.
    private const uint MostEntropy = 428;

    private static readonly PendingRequest s_nobody =
        new(new(600), 0, Ipv4Address.Parse("198.51.100.201"), Ipv4Address.Parse("198.51.100.1"), Ipv4Address.Parse("192.0.2.1"));

    // Not a whole number of seconds: two requests in a row never have the same low half.
    private static readonly TimeSpan s_earlier = TimeSpan.FromSeconds(60.25);

    // A client's requests are at least a second apart.
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(1);

    // The reply comes right after the request, so that all of its lifetime is left.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly PendingRequest _asked = pending ?? s_nobody;

    private bool IsHome => _asked.Lifetime.IsZero && _asked.SentTo == _asked.HomeAgent;

    /// <summary>The access point right after it sent the request; without a pending request it knows no client.</summary>
    public RoleBench Start()
    {
        var wall = ClockFor(_asked.Identification, out var entropy, out var oneMore);
        var bench = new RoleBench(Settings(), wall);
        bench.Entropy.Fixed = [0, 0, 0, 0, .. Octets(entropy)];
        bench.Handle(Woken.Instance);
        bench.Handle(Advertisement());
        bench.Handle(new SubnetMapChanged([Row()]));
        if (pending is null)
            return bench;
        if (_asked.Lifetime.IsZero && !IsHome)
            RegisterEarlier(bench, wall);
        else
            bench.Handle(new StationAssociated(Networks.Client, ServiceSet));
        if (_asked.Lifetime.IsZero && !IsHome)
            bench.Handle(new SettingsChanged(Settings() with { AccessPoint = Settings().AccessPoint! with { Enabled = false } }));
        else if (IsFar)
            BeSentOn(bench, wall);
        else
            bench.Handle(new StationHeard(Networks.Client, _asked.HomeAddress, AddressEvidence.SourceAddress));
        if (oneMore)
        {
            // The next request must be later than the last one, by one unit when the clock stands behind it.
            bench.SetWall(wall - TimeSpan.FromMinutes(1));
            for (var waited = TimeSpan.Zero; waited < s_patience && !HasSent(bench); waited += s_moment)
                bench.Pass(s_moment);
        }
        return bench;
    }

    /// <summary>Whether the request just sent is the one the context names.</summary>
    public bool HasSent(RoleBench bench) => bench.Datagrams.Any(datagram =>
        RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _)
        && request.Identification == _asked.Identification && request.Lifetime == _asked.Lifetime && request.HomeAddress == _asked.HomeAddress
        && request.HomeAgent == _asked.HomeAgent && datagram.Destination == _asked.SentTo);

    // A registration through the foreign agent, accepted, so that there is something to deregister when the service is switched off.
    private void RegisterEarlier(RoleBench bench, DateTimeOffset wall)
    {
        bench.SetWall(wall - s_earlier);
        bench.Handle(new StationAssociated(Networks.Client, ServiceSet));
        bench.Handle(new StationHeard(Networks.Client, _asked.HomeAddress, AddressEvidence.SourceAddress));
        foreach (var datagram in bench.Datagrams.ToList())
        {
            if (!RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _))
                continue;
            var reply = new RegistrationReply { Lifetime = request.Lifetime, HomeAddress = request.HomeAddress, HomeAgent = request.HomeAgent, Identification = request.Identification };
            bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, _asked.SentTo, _asked.HomeAddress, 64, 434, 434,
                MessageMaker.ReplyToNode(reply, association, foreign)));
        }
        bench.Pass(TimeSpan.FromSeconds(2));
        bench.SetWall(wall);
    }

    // The home agent of the map answered that another one serves the client.
    private void BeSentOn(RoleBench bench, DateTimeOffset wall)
    {
        bench.SetWall(wall - s_earlier);
        bench.Handle(new StationHeard(Networks.Client, _asked.HomeAddress, AddressEvidence.SourceAddress));
        var first = bench.Datagrams.Select(datagram => RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _) ? request : default).LastOrDefault();
        bench.MoveOn(s_answerTime, wall);
        var reply = new RegistrationReply
        {
            Code = ReplyCode.UnknownHomeAgentAddress,
            HomeAddress = first.HomeAddress,
            HomeAgent = _asked.HomeAgent,
            Identification = first.Identification,
        };
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, _asked.SentTo, _asked.HomeAddress, 64, 434, 434, MessageMaker.ReplyToNode(reply, association, foreign)));
    }

    private NodeSettings Settings()
    {
        var subnet = (IsHome ? Networks.Joining(_asked.HomeAgent, _asked.HomeAddress) : null) ?? Networks.Apart(_asked.SentTo, _asked.HomeAddress);
        return new()
        {
            Name = "access point",
            Interfaces = [Networks.Wired(Networks.HostOf(subnet, _asked.SentTo, _asked.HomeAgent, _asked.HomeAddress), subnet)],
            AccessPoint = new()
            {
                Enabled = true,
                ServiceSets = [ServiceSet],
                Associations = new([new(_asked.HomeAddress, _asked.HomeAddress, association)]),
                ForeignAgentAssociations = foreign is null
                    ? ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty
                    : ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty.Add(_asked.SentTo, foreign),
                MaximumLifetime = TimeSpan.FromSeconds(ushort.MaxValue),
                IdleLimit = TimeSpan.FromDays(2),
            },
        };
    }

    private IcmpReceived Advertisement()
    {
        var message = new byte[128];
        var writer = new RouterAdvertisementWriter(message, AdvertisementCode.RoutesCommonTraffic, LongestAdvertisement);
        writer.AddRouter(_asked.SentTo, 0);
        var bits = IsHome ? MobilityAgentBits.HomeAgent : MobilityAgentBits.ForeignAgent | MobilityAgentBits.Gre | MobilityAgentBits.ReverseTunnel;
        var lifetime = _asked.Lifetime.IsZero ? new RegistrationLifetime(600) : _asked.Lifetime;
        writer.AddMobilityAgent(AdvertisementSequence.First, lifetime, bits, IsHome ? [] : [_asked.SentTo]);
        return new(Networks.Port, Networks.Agent, _asked.SentTo, Ipv4Address.AllSystems, 1, message.AsMemory(0, writer.Complete()));
    }

    // The row must not make the home agent the broadcast address of its network, which would keep it from being used.
    private MapEntry Row()
    {
        var agent = IsFar ? Networks.HostOf(new(_asked.HomeAddress, 24), _asked.HomeAddress) : _asked.HomeAgent;
        var length = Networks.Joining(_asked.HomeAddress, agent)?.Length ?? CommonPrefix;
        while (length > 1 && new Ipv4Prefix(agent, length).DirectedBroadcast == agent)
            length--;
        return new() { State = MapRowState.Active, AccessPoints = 1, HomeAgent = agent, PrefixLength = (byte)length };
    }

    private int CommonPrefix => System.Numerics.BitOperations.LeadingZeroCount(_asked.HomeAddress.Value ^ _asked.HomeAgent.Value);

    // No row of a map leads from the client to this home agent: they differ in the first bit.
    private bool IsFar => CommonPrefix == 0;

    // The time at which a request gets an Identification, and the random bits it needs for it.
    private static DateTimeOffset ClockFor(ulong identification, out uint entropy, out bool oneMore)
    {
        var wall = MessageMaker.InstantOf(identification);
        while (NtpTimestamp.IsLater(NtpTimestamp.From(wall), identification))
            wall = wall.AddTicks(-1);
        while (!NtpTimestamp.IsLater(NtpTimestamp.From(wall.AddTicks(1)), identification))
            wall = wall.AddTicks(1);
        entropy = (uint)(identification - NtpTimestamp.From(wall));
        oneMore = entropy > MostEntropy;
        entropy = Math.Min(entropy, MostEntropy);
        return wall;
    }

    private static byte[] Octets(uint value)
    {
        var octets = new byte[sizeof(uint)];
        new WireWriter(octets).WriteUInt32(value);
        return octets;
    }
}
