using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Hands a request to a home agent of the engine that is in the state a vector describes, and says what it did.</summary>
internal sealed class HomeAgentBench
{
    private const int SeveralBindings = 2;

    private static readonly Ipv4Prefix s_abroad = Ipv4Prefix.Parse("192.0.2.0/24");
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);

    private readonly VectorCase _vector;
    private readonly Expectation _expectation;
    private readonly RegistrationRequest _request;
    private readonly Ipv4Address _own;
    private readonly Ipv4Prefix _network;
    private readonly Ipv4Address _neighbour;
    private readonly Ipv4Address _elsewhere;
    private readonly Ipv4Address _farther;
    private readonly Ipv4Address _source;
    private readonly Ipv4Address _destination;
    private readonly Envelope? _envelope;
    private readonly SecurityAssociation? _association;

    public HomeAgentBench(VectorCase vector, Expectation expectation, Envelope? envelope)
    {
        (_vector, _expectation, _envelope) = (vector, expectation, envelope);
        _ = RegistrationRequest.TryParse(vector.Octets, out _request, out _); // what cannot be read stays zero
        var home = _request.HomeAddress.IsUnicastHost ? _request.HomeAddress : Ipv4Address.Parse("198.51.100.201");
        var broadcast = Networks.BroadcastingTo(_request.HomeAgent, home) ?? (envelope is { } sent ? Networks.BroadcastingTo(sent.Ip.Destination, home) : null);
        var named = Ipv4Address.TryParse(expectation.Text("home_agent"), out var expected) ? expected : (Ipv4Address?)null;
        _own = named ?? (broadcast is { } network ? Networks.HostOf(network, home)
            : _request.HomeAgent.IsUnicastHost && _request.HomeAgent != home ? _request.HomeAgent : Networks.HostOf(new(home, 24), home));
        _network = broadcast ?? (_request.HomeAddress.IsAny ? new(_own, 24) : Networks.Joining(_own, home) ?? Networks.Apart(home, _own));
        _neighbour = Networks.HostOf(_network, _own, _request.HomeAddress);
        _elsewhere = Networks.HostOf(s_abroad, _request.CareOfAddress, _own, _request.HomeAddress);
        _farther = Networks.HostOf(s_abroad, _request.CareOfAddress, _own, _request.HomeAddress, _elsewhere);
        (_source, _destination) = Addressing();
        _association = expectation.Reason is { } reason && Reasons.Match(reason, [Reasons.NoAssociation])
            ? null
            : VectorAssociations.Of(vector, ExtensionType.MobileHomeAuthentication, ExpectedCode is ReplyCode.MobileNodeFailedAuthentication)
                ?? VectorAssociations.Any;
    }

    private ReplyCode? ExpectedCode => (ReplyCode?)_expectation.Number("code");

    /// <summary>What the home agent does with the octets.</summary>
    public Observation Observe()
    {
        var clock = _vector.Context.Instant("ha_clock_utc") ?? MessageMaker.InstantOf(_request.Identification);
        var bench = new RoleBench(Settings(), clock - TimeSpan.FromMinutes(1));
        bench.Handle(Woken.Instance);
        if (_vector.Context.UInt64("last_accepted_hex") is { } last)
            bench.Handle(new HomeAgentStateRestored(new([new SavedMobileNode(_request.HomeAddress, null, last, [])])));
        foreach (var (home, careOf) in _association is null ? [] : EarlierBindings())
        {
            bench.Handle(Earlier(bench, home, careOf));
            bench.Pass(s_between);
        }
        bench.SetWall(clock);
        bench.Handle(Arrival(_vector.Octets));
        return Read(bench);
    }

    private Observation Read(RoleBench bench)
    {
        var snapshot = bench.Node.Role<HomeAgentRole>()!.Snapshot(bench.Now);
        foreach (var datagram in bench.Datagrams)
        {
            if (!RegistrationReply.TryParse(datagram.Payload.Span, out var reply, out _))
                continue;
            var facts = ReplyFacts.Of(reply);
            facts["bindings_left"] = snapshot.Bindings.Count(binding => binding.HomeAddress == _request.HomeAddress);
            return new(reply.Code.IsAccepted() ? Observation.Accept : Observation.Reply) { Facts = facts };
        }
        return Observation.Refused(Observation.Discard, [.. ReplyFacts.ReasonsOf(snapshot.Counters, _vector.Octets), .. MessageReasons.Of(_vector.Octets)]);
    }

    // Sent as the vector says when that reaches this agent; otherwise as the foreign agent would have relayed it.
    private (Ipv4Address Source, Ipv4Address Destination) Addressing()
    {
        var relayedFrom = _request.CareOfAddress.IsUnicastHost ? _request.CareOfAddress : _elsewhere;
        if (_envelope is not { } sent)
            return (relayedFrom, _own);
        var reaches = sent.Ip.Destination == _own || sent.Ip.Destination.IsLimitedBroadcast || sent.Ip.Destination == _network.DirectedBroadcast;
        return reaches ? (sent.Ip.Source, sent.Ip.Destination) : (relayedFrom, _own);
    }

    private DatagramReceived Arrival(byte[] payload) => new(Networks.Port, Networks.Agent, _source, _destination, _envelope?.Ip.TimeToLive ?? 64,
        _envelope?.Udp.SourcePort ?? 434, 434, payload);

    // Bindings made in the minute before: those a deregistration ends, or those that leave no room for the request.
    private IEnumerable<(Ipv4Address Home, Ipv4Address CareOf)> EarlierBindings()
    {
        if (ExpectedCode is ReplyCode.HomeAgentInsufficientResources)
            return [(_neighbour, _elsewhere)];
        if (ExpectedCode is ReplyCode.TooManySimultaneousBindings)
            return [(_request.HomeAddress, _elsewhere), (_request.HomeAddress, _farther)];
        if (_request.IsDeregistration)
            return [(_request.HomeAddress, _request.IsDeregistrationOfAll || !_request.CareOfAddress.IsUnicastHost ? _elsewhere : _request.CareOfAddress)];
        return [];
    }

    private DatagramReceived Earlier(RoleBench bench, Ipv4Address home, Ipv4Address careOf)
    {
        var request = new RegistrationRequest
        {
            Bits = ExpectedCode is ReplyCode.TooManySimultaneousBindings ? RegistrationBits.SimultaneousBindings : RegistrationBits.None,
            Lifetime = new(600),
            HomeAddress = home,
            HomeAgent = _own,
            CareOfAddress = careOf,
            Identification = NtpTimestamp.From(bench.Now.Wall),
        };
        return new(Networks.Port, Networks.Agent, careOf, _own, 64, 434, 434, MessageMaker.Request(request, _association!));
    }

    private NodeSettings Settings() => new()
    {
        Name = "home agent",
        Interfaces = [Networks.Wired(_own, IsOnHomeLink ? _network : Networks.Apart(_own, _request.HomeAddress))],
        HomeAgent = WithDenial(new HomeAgentSettings
        {
            Networks = [new(_network, IsOnHomeLink ? Networks.Port : null, _own)],
            MaximumLifetime = (ushort)(_vector.Context.Number("ha_max_lifetime") ?? ushort.MaxValue),
            MobileNodeAssociations = MobileNodes(),
            NamedNodes = NamedNodes(),
            ForeignAgentAssociations = ForeignAssociation() is { } foreign
                ? ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty.Add(_source, foreign)
                : ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty,
            MobileAaaAssociations = VectorAssociations.Of(_vector, ExtensionType.GeneralizedAuthentication, false) is { } aaa && !_request.HomeAddress.IsAny
                ? new([new(_request.HomeAddress, _request.HomeAddress, aaa)])
                : AssociationRanges.Empty,
            Tolerance = TimeSpan.FromSeconds(_vector.Context.Number("tolerance") ?? 7),
            ProxyAgents = [_source],
            Rfc3344Mode = _vector.Context.Boolean("rfc3344") ?? false,
            Gre = Offers("gre"),
            MinimalEncapsulation = Offers("minenc") || Offers("minimal"),
        }),
    };

    // A home agent far from the addresses it serves has them on a virtual network.
    private bool IsOnHomeLink => _network.ContainsHost(_own);

    private bool Offers(string encapsulation) => _vector.Context.Texts("ha_encapsulations")?.Contains(encapsulation) ?? true;

    private SecurityAssociation? ForeignAssociation()
    {
        var expectsFailure = ExpectedCode is ReplyCode.ForeignAgentFailedAuthentication;
        return VectorAssociations.Of(_vector, ExtensionType.ForeignHomeAuthentication, expectsFailure) ?? (expectsFailure ? VectorAssociations.Any : null);
    }

    private AssociationRanges MobileNodes()
    {
        if (_association is null || _request.HomeAddress.IsAny)
            return AssociationRanges.Empty;
        return new([new(_request.HomeAddress, _request.HomeAddress, _association), new(_neighbour, _neighbour, _association)]);
    }

    // A node that asks for an address is known by its name.
    private ImmutableDictionary<string, NamedNode> NamedNodes()
    {
        var nodes = ImmutableDictionary.Create<string, NamedNode>(StringComparer.Ordinal);
        return _association is not null && _request.HomeAddress.IsAny && MessageReasons.NaiOf(_vector.Octets) is { } nai
            ? nodes.Add(nai, new(_association, Networks.HostOf(_network, _own)))
            : nodes;
    }

    // What the vector does not say of a refusing agent follows from the code it expects.
    private HomeAgentSettings WithDenial(HomeAgentSettings settings) => ExpectedCode switch
    {
        ReplyCode.Accepted => settings with { MaximumBindingsPerNode = SeveralBindings },
        ReplyCode.HomeAgentInsufficientResources => settings with { MaximumBindings = 1 },
        ReplyCode.TooManySimultaneousBindings => settings with { MaximumBindingsPerNode = SeveralBindings },
        ReplyCode.HomeAgentAdministrativelyProhibited => settings with { AllowedHosts = [] },
        ReplyCode.ReverseTunnelUnavailable => settings with { ReverseTunnel = ReverseTunnelPolicy.None },
        ReplyCode.ReverseTunnelMandatory => settings with { ReverseTunnel = ReverseTunnelPolicy.Mandatory },
        ReplyCode.EncapsulationUnavailable => settings with { Gre = false, MinimalEncapsulation = false },
        ReplyCode.ProxyRegistrationUnsupported => settings with { ProxyAgents = null },
        ReplyCode.ProxyRegistrationDisallowed => settings with { ProxyAgents = [] },
        _ => settings,
    };
}
