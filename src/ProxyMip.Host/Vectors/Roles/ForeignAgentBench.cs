using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Hands a request to a foreign agent of the engine that is in the state a vector describes, and says what it did.</summary>
internal sealed class ForeignAgentBench
{
    private static readonly Ipv4Prefix s_anywhere = Ipv4Prefix.Parse("192.0.2.0/24");

    private readonly VectorCase _vector;
    private readonly Expectation _expectation;
    private readonly RegistrationRequest _request;
    private readonly Envelope? _envelope;
    private readonly Ipv4Address _own;

    public ForeignAgentBench(VectorCase vector, Expectation expectation, Envelope? envelope)
    {
        (_vector, _expectation, _envelope) = (vector, expectation, envelope);
        _ = RegistrationRequest.TryParse(vector.Octets, out _request, out _); // what cannot be read stays zero
        var sentTo = envelope?.Ip.Destination ?? _request.CareOfAddress;
        var reachesAgent = sentTo.IsUnicastHost && (sentTo != _request.HomeAgent || _request.CareOfAddress == sentTo);
        _own = envelope is null && ExpectedCode is ReplyCode.InvalidCareOfAddress ? Networks.HostOf(s_anywhere, _request.CareOfAddress)
            : reachesAgent ? sentTo
            : _request.CareOfAddress.IsUnicastHost ? _request.CareOfAddress : Networks.HostOf(s_anywhere);
    }

    private ReplyCode? ExpectedCode => (ReplyCode?)_expectation.Number("code");

    /// <summary>What the foreign agent does with the octets.</summary>
    public Observation Observe()
    {
        var bench = new RoleBench(Settings(), MessageMaker.InstantOf(_request.Identification));
        bench.Handle(Woken.Instance);
        if (ExpectedCode is ReplyCode.ForeignAgentInsufficientResources)
            Occupy(bench);
        bench.Handle(Arrival(_vector.Octets));
        return Read(bench);
    }

    private Observation Read(RoleBench bench)
    {
        foreach (var datagram in bench.Datagrams)
        {
            if (RegistrationReply.TryParse(datagram.Payload.Span, out var reply, out _))
                return new(Observation.Reply) { Facts = ReplyFacts.Of(reply) };
            if (datagram.DestinationPort == 434 && RegistrationMessage.TryParse(datagram.Payload.Span, out var relayed, out _) && relayed.TryGetRequest(out _))
                return Relayed(relayed, datagram);
        }
        var counters = bench.Node.Role<ForeignAgentRole>()!.Snapshot(bench.Now).Counters;
        return Observation.Refused(Observation.Discard, [.. ReplyFacts.ReasonsOf(counters, _vector.Octets), .. MessageReasons.Of(_vector.Octets)]);
    }

    private Observation Relayed(in RegistrationMessage relayed, SendDatagram datagram)
    {
        var deeds = new List<string>();
        if (datagram.Destination == _request.HomeAgent)
            deeds.Add(Deeds.RelayToHomeAgent);
        if (relayed.Count(ExtensionType.ForeignHomeAuthentication) == 0)
            deeds.Add(Deeds.NoForeignHome);
        var observation = new Observation(Observation.Accept) { Deeds = deeds };
        if (!RegistrationMessage.TryParse(_vector.Octets, out var received, out _))
            return Observation.Refused("relay of a message that cannot be read");
        foreach (var extension in received.Extensions)
        {
            if (relayed.Count(extension.Type) == 0)
                observation.Facts["relayed_without_extension"] = (int)extension.Type;
        }
        // Whatever the home agent authenticates is relayed octet for octet.
        return relayed.Octets.StartsWith(received.AuthorizedPart) ? observation : Observation.Refused("relay of changed octets");
    }

    private DatagramReceived Arrival(byte[] payload) => new(Networks.Port, Networks.Client, _envelope?.Ip.Source ?? _request.HomeAddress, _own,
        _envelope?.Ip.TimeToLive ?? byte.MaxValue, _envelope?.Udp.SourcePort ?? 434, 434, payload);

    // Another node's request takes the only place there is.
    private void Occupy(RoleBench bench)
    {
        var other = new RegistrationRequest
        {
            Lifetime = new(60),
            HomeAddress = new(_request.HomeAddress.Value + 1),
            HomeAgent = _request.HomeAgent,
            CareOfAddress = _own,
            Identification = NtpTimestamp.From(bench.Now.Wall),
        };
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, other.HomeAddress, _own, byte.MaxValue, 434, 434, MessageMaker.Request(other, VectorAssociations.Any)));
    }

    private NodeSettings Settings()
    {
        var ports = ImmutableArray.Create(Networks.Port);
        var settings = new ForeignAgentSettings
        {
            CareOfAddresses = CareOfAddresses(),
            ServicePorts = ports,
            MaximumLifetime = (ushort)(_vector.Context.Number("fa_max_lifetime") ?? ushort.MaxValue),
            Gre = Offers("gre", otherwise: true),
            MinimalEncapsulation = Offers("minenc", otherwise: false) || Offers("minimal", otherwise: false),
            MobileNodeAssociations = NodeAssociation() is { } association ? new([new(_request.HomeAddress, _request.HomeAddress, association)]) : AssociationRanges.Empty,
            Challenge = ExpectedCode is >= ReplyCode.UnknownChallenge and <= ReplyCode.StaleChallenge,
            Rfc3344Codes = _vector.Context.Boolean("rfc3344") ?? false,
        };
        return new()
        {
            Name = "foreign agent",
            Interfaces = [Networks.Wired(_own, Networks.Apart(_own, _request.HomeAddress))],
            ForeignAgent = WithDenial(settings),
        };
    }

    // The care-of address of the request, unless it is expected to be refused, or belongs to another agent that lost the visitor.
    private ImmutableArray<Ipv4Address> CareOfAddresses()
    {
        var asked = _request.CareOfAddress;
        var foreign = ExpectedCode is ReplyCode.InvalidCareOfAddress || _request.IsDeregistration;
        return asked == _own || foreign || !asked.IsUnicastHost || asked == _request.HomeAddress ? [_own] : [asked, _own];
    }

    private bool Offers(string encapsulation, bool otherwise) => _vector.Context.Texts("fa_encapsulations")?.Contains(encapsulation) ?? otherwise;

    private SecurityAssociation? NodeAssociation()
    {
        if (_vector.Context.Boolean("fa_has_association_with_node") == false)
            return null;
        return VectorAssociations.Of(_vector, ExtensionType.MobileForeignAuthentication, false)
            ?? (_vector.Context.Boolean("fa_has_association_with_node") == true ? VectorAssociations.Any : null);
    }

    // What the vector does not say of a refusing agent follows from the code it expects.
    private ForeignAgentSettings WithDenial(ForeignAgentSettings settings) => ExpectedCode switch
    {
        ReplyCode.ForeignAgentAdministrativelyProhibited => settings with { ProhibitedHomeAgents = [_request.HomeAgent] },
        ReplyCode.ForeignAgentInsufficientResources => settings with { MaximumPending = 1, MaximumVisitors = 1 },
        ReplyCode.ReverseTunnelUnavailableAtForeignAgent => settings with { ReverseTunnel = ReverseTunnelPolicy.None },
        ReplyCode.ReverseTunnelMandatoryAtForeignAgent => settings with { ReverseTunnel = ReverseTunnelPolicy.Mandatory },
        ReplyCode.DeliveryStyleNotSupported => settings with { EncapsulatingDelivery = false },
        ReplyCode.UnknownHomeAgentAddress => settings with { Rfc3344Codes = true },
        _ => settings,
    };
}
