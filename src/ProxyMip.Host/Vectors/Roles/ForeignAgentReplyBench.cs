using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// A foreign agent of the engine that has relayed a request, or has a visitor, and is handed what a home agent answers or revokes.
/// </summary>
internal sealed class ForeignAgentReplyBench(VectorCase vector, Expectation expectation, Envelope? envelope)
{
    private const ushort RegistrationPort = 434;

    private static readonly TimeSpan s_earlier = TimeSpan.FromSeconds(100);
    private static readonly Ipv4Address s_own = Ipv4Address.Parse("192.0.2.1");
    private static readonly Ipv4Address s_homeAgent = Ipv4Address.Parse("198.51.100.1");

    /// <summary>What the foreign agent does with a reply to the request in the context; without one it waits for nothing.</summary>
    public Observation ObserveReply()
    {
        var pending = PendingRequest.Of(vector);
        var homeAgent = pending?.HomeAgent ?? envelope?.Ip.Source ?? s_homeAgent;
        var own = pending?.SentTo ?? envelope?.Ip.Destination ?? s_own;
        var settings = Settings(own, pending?.HomeAddress ?? homeAgent, homeAgent, ForeignAssociation(), false);
        var bench = new RoleBench(settings, MessageMaker.InstantOf(pending?.Identification ?? 0));
        var waitsForNothing = expectation.Reason is { } reason && Reasons.Match(reason, [Reasons.NoPendingRequest]);
        var port = pending is null || waitsForNothing ? RegistrationPort : Relay(bench, pending, own);
        bench.Handle(Arrival(homeAgent, own, port));
        return Read(bench);
    }

    /// <summary>What the foreign agent does with the revocation of a visitor's registration.</summary>
    public Observation ObserveRevocation()
    {
        if (!RevocationMessage.TryParse(vector.Octets, out var revocation, out _))
            return Observation.Refused(Observation.Discard, Reasons.Short);
        var foreign = ForeignAssociation() ?? VectorAssociations.Any;
        var own = revocation.ForeignDomainAddress;
        var at = MessageMaker.InstantOf(Words.Join(revocation.RevocationIdentifier, 0));
        var bench = new RoleBench(Settings(own, revocation.HomeAddress, revocation.HomeDomainAddress, foreign, true), at - s_earlier);
        var pending = new PendingRequest(new(600), NtpTimestamp.From(bench.Now.Wall), revocation.HomeAddress, revocation.HomeDomainAddress, own);
        var port = Relay(bench, pending, own);
        var accepted = new RegistrationReply { Lifetime = pending.Lifetime, HomeAddress = pending.HomeAddress, HomeAgent = pending.HomeAgent, Identification = pending.Identification };
        var reply = MessageMaker.Reply(accepted, VectorAssociations.Any, foreign, Words.High(pending.Identification));
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, pending.HomeAgent, own, 64, 434, port, reply));
        bench.Pass(s_earlier);
        bench.Handle(Arrival(revocation.HomeDomainAddress, own, 434));
        var role = bench.Node.Role<ForeignAgentRole>()!.Snapshot(bench.Now);
        var deeds = new List<string>();
        if (role.Visitors.All(visitor => visitor.HomeAddress != revocation.HomeAddress))
            deeds.Add(Deeds.DropVisitor);
        foreach (var datagram in bench.Datagrams)
        {
            if (RevocationAcknowledgement.TryParse(datagram.Payload.Span, out var answer, out _) && answer.RevocationIdentifier == revocation.RevocationIdentifier)
                deeds.Add(Deeds.Acknowledge);
        }
        return deeds.Count == 2 ? new(Observation.Accept) { Deeds = deeds } : Observation.Refused(Observation.Discard, [.. ReplyFacts.ReasonsOf(role.Counters, vector.Octets)]);
    }

    private Observation Read(RoleBench bench)
    {
        foreach (var datagram in bench.Datagrams)
        {
            if (!RegistrationMessage.TryParse(datagram.Payload.Span, out var message, out _) || !message.TryGetReply(out var reply))
                continue;
            var facts = ReplyFacts.Of(reply);
            if (message.TryFind(ExtensionType.ForeignAgentError, out var error) && ForeignAgentErrorExtension.TryParse(error.Octets, out var status, out _))
            {
                facts["code"] = (int)status.Status; // refused behind the home agent's back, whose part stays as it is
                return new(Observation.Reply) { Facts = facts };
            }
            if (!RegistrationMessage.TryParse(vector.Octets, out var received, out _) || !message.Octets.StartsWith(received.AuthorizedPart))
                return new(Observation.Reply) { Facts = facts };
            var deeds = new List<string>();
            if (datagram.Destination == reply.HomeAddress)
                deeds.Add(Deeds.RelayToMobileNode);
            if (message.Count(ExtensionType.ForeignHomeAuthentication) == 0)
                deeds.AddRange([Deeds.StripForeignHome, Deeds.NoForeignHome]);
            return new(Observation.Accept) { Facts = facts, Deeds = deeds };
        }
        var counters = bench.Node.Role<ForeignAgentRole>()!.Snapshot(bench.Now).Counters;
        return Observation.Refused(Observation.Discard, [.. ReplyFacts.ReasonsOf(counters, vector.Octets), .. MessageReasons.Of(vector.Octets)]);
    }

    // Has the mobile node ask, and gives the port the request was relayed from.
    private static ushort Relay(RoleBench bench, PendingRequest pending, Ipv4Address own)
    {
        bench.Handle(Woken.Instance);
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Client, pending.HomeAddress, own, byte.MaxValue, 434, 434,
            MessageMaker.Request(pending.Request, VectorAssociations.Any)));
        return bench.Datagrams.FirstOrDefault(datagram => datagram.DestinationPort == 434)?.SourcePort ?? 434;
    }

    private DatagramReceived Arrival(Ipv4Address homeAgent, Ipv4Address own, ushort port)
    {
        var reaches = envelope?.Ip.Destination == own;
        return new(Networks.Port, Networks.Agent, reaches ? envelope!.Ip.Source : homeAgent, own, 64, 434, port, vector.Octets);
    }

    private SecurityAssociation? ForeignAssociation()
    {
        var expectsFailure = expectation.Number("code") == (int)ReplyCode.HomeAgentFailedAuthentication;
        return VectorAssociations.Of(vector, ExtensionType.ForeignHomeAuthentication, expectsFailure) ?? (expectsFailure ? VectorAssociations.Any : null);
    }

    private static NodeSettings Settings(Ipv4Address own, Ipv4Address client, Ipv4Address homeAgent, SecurityAssociation? foreign, bool revocation) => new()
    {
        Name = "foreign agent",
        Interfaces = [Networks.Wired(own, Networks.Apart(own, client))],
        ForeignAgent = new()
        {
            CareOfAddresses = [own],
            ServicePorts = [Networks.Port],
            MaximumLifetime = ushort.MaxValue,
            Revocation = revocation,
            HomeAgentAssociations = foreign is null
                ? ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty
                : ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty.Add(homeAgent, foreign),
        },
    };
}
