using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>Sends denials to mobile nodes: from the right address to the right one, at most one per second and node (RFC 5944 §3.7.2.3).</summary>
internal sealed class DenialSender(AgentTally tally, ForeignAgentReports reports, ChallengeBook challenges)
{
    private const int NodesRemembered = 4096;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly RatePerKey<(Ipv4Address Home, MacAddress Link)> _perNode = new(s_second, NodesRemembered);
    private readonly RateLimit _tooDistant = new(1, s_second); // RFC 3024 §4.2.1

    /// <summary>Denies a request.</summary>
    /// <param name="host">The node, for its address on the port.</param>
    /// <param name="request">The request.</param>
    /// <param name="node">Whose it is.</param>
    /// <param name="requester">Who sent it.</param>
    /// <param name="verdict">Code and lifetime.</param>
    /// <param name="size">Octets of the request.</param>
    /// <param name="association">What is shared with the node; null for nothing.</param>
    /// <param name="context">Time, entropy and actions.</param>
    public void Deny(NodeSettings host, in RegistrationRequest request, NodeKey node, Requester requester, RequestVerdict verdict, int size,
        KeyedAssociation? association, in StepContext context)
    {
        var now = context.Now.Uptime;
        reports.Denied(verdict.Code, request, requester, context);
        if (!_perNode.TryTake((request.HomeAddress, requester.LinkAddress), now)
            || (verdict.Code == ReplyCode.MobileNodeTooDistant && !_tooDistant.TryTake(now)))
        {
            tally.Discard(DiscardReason.RateLimited);
            return;
        }
        var challenge = host.ForeignAgent is { Challenge: true } ? challenges.GiveTo(node, context.Entropy) : [];
        var reply = RelayWriter.Denial(request, verdict.Code, verdict.Lifetime ?? request.Lifetime, challenge, association, size);
        tally.Answer(verdict.Code);
        var destination = request.HomeAddress.IsAny ? Ipv4Address.Broadcast : request.HomeAddress;
        context.Do(new SendDatagram(requester.Port, null, requester.LinkAddress, SourceOf(host, requester), destination, 64,
            RequestRouting.Port, requester.SourcePort, reply));
    }

    /// <summary>The address the node sent to; the own one of the port when that was a group.</summary>
    public static Ipv4Address SourceOf(NodeSettings host, Requester requester)
    {
        if (!requester.Destination.IsMulticast)
            return requester.Destination;
        foreach (var port in host.Interfaces)
        {
            if (port.Port == requester.Port)
                return port.Address;
        }
        return host.ForeignAgent!.CareOfAddresses[0];
    }
}
