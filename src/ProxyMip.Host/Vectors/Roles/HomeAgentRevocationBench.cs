using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>A home agent of the engine that revokes a binding, and is handed the acknowledgement.</summary>
internal sealed class HomeAgentRevocationBench(VectorCase vector, Envelope? envelope)
{
    private static readonly TimeSpan s_earlier = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>What the home agent does with the acknowledgement: accepted means that it stops revoking.</summary>
    public Observation Observe()
    {
        if (!RevocationAcknowledgement.TryParse(vector.Octets, out var answer, out _))
            return Observation.Refused(Observation.Discard, Reasons.Short);
        var home = answer.HomeAddress;
        var own = envelope?.Ip.Destination ?? Networks.HostOf(new(home, 24), home);
        var agent = envelope?.Ip.Source ?? Ipv4Address.Parse("192.0.2.9");
        var foreign = VectorAssociations.Of(vector, ExtensionType.ForeignHomeAuthentication, false) ?? VectorAssociations.Any;
        var at = MessageMaker.InstantOf(Words.Join(answer.RevocationIdentifier, 0));
        var settings = Settings(own, home, agent, foreign);
        var bench = new RoleBench(settings, at - s_earlier);
        bench.Handle(Woken.Instance);
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, agent, own, 64, 434, 434, Request(bench, home, own, agent, foreign)));
        bench.Pass(s_earlier);
        // The operator no longer lets the node roam: its binding is revoked at the foreign agent.
        bench.Handle(new SettingsChanged(settings with { HomeAgent = settings.HomeAgent! with { AllowedHosts = [] } }));
        var sent = bench.Datagrams.Any(datagram => RevocationMessage.TryParse(datagram.Payload.Span, out var revocation, out _)
            && revocation.RevocationIdentifier == answer.RevocationIdentifier);
        if (!sent)
            return Observation.Refused("no such revocation was sent");
        bench.Handle(new DatagramReceived(Networks.Port, Networks.Agent, agent, own, 64, 434, 434, vector.Octets));
        var reasons = ReplyFacts.ReasonsOf(bench.Node.Role<HomeAgentRole>()!.Snapshot(bench.Now).Counters, vector.Octets).ToList();
        bench.Pass(s_patience);
        var again = bench.Datagrams.Any(datagram => RevocationMessage.TryParse(datagram.Payload.Span, out _, out _));
        return again || reasons.Count > 0 ? Observation.Refused(Observation.Discard, [.. reasons]) : new(Observation.Accept);
    }

    // The request as the foreign agent relayed it, revocation negotiated.
    private static byte[] Request(RoleBench bench, Ipv4Address home, Ipv4Address own, Ipv4Address agent, SecurityAssociation foreign)
    {
        var identification = NtpTimestamp.From(bench.Now.Wall);
        var request = new RegistrationRequest { Lifetime = new(1800), HomeAddress = home, HomeAgent = own, CareOfAddress = agent, Identification = identification };
        var node = VectorAssociations.Any;
        var writer = new RegistrationWriter(new byte[512], request);
        writer.Sign(ExtensionType.MobileHomeAuthentication, node.Spi, new(node.Algorithm, node.Key));
        writer.Append(new RevocationSupportExtension { Timestamp = Words.High(identification) });
        writer.Sign(ExtensionType.ForeignHomeAuthentication, foreign.Spi, new(foreign.Algorithm, foreign.Key));
        return writer.Complete().ToArray();
    }

    private static NodeSettings Settings(Ipv4Address own, Ipv4Address home, Ipv4Address agent, SecurityAssociation foreign)
    {
        var joint = Networks.Joining(own, home);
        var network = joint ?? Networks.Apart(home, own);
        return new()
        {
            Name = "home agent",
            Interfaces = [Networks.Wired(own, joint ?? Networks.Apart(own, home))],
            HomeAgent = new()
            {
                Networks = [new(network, joint is null ? null : Networks.Port, own)],
                MobileNodeAssociations = new([new(home, home, VectorAssociations.Any)]),
                ForeignAgentAssociations = ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty.Add(agent, foreign),
                Revocation = true,
            },
        };
    }
}
