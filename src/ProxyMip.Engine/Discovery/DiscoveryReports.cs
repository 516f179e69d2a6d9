using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>Event log entries of agent discovery.</summary>
internal static class DiscoveryReports
{
    public static EngineReport? For(HeardAgent agent, AgentChange change) => change switch
    {
        AgentChange.Found => new(Severity.ProtocolInfo, "agent-found", $"{Kind(agent)} {agent.Address} found.", Peer: agent.Address),
        AgentChange.Lost => new(Severity.ProtocolWarning, "agent-lost", $"{Kind(agent)} {agent.Address} lost: its advertisements stopped or it said goodbye.",
            Peer: agent.Address),
        AgentChange.Rebooted => new(Severity.ProtocolWarning, "agent-restarted",
            $"{Kind(agent)} {agent.Address} started again: its visitors are registered anew.", Peer: agent.Address),
        _ => null, // flags, lifetime or challenge: nothing for a log
    };

    public static EngineReport PrefixLengthsIgnored(Ipv4Address agent) => new(Severity.ProtocolWarning, "prefix-lengths-ignored",
        $"The prefix lengths advertised by {agent} were ignored: their number or a value is wrong.", Peer: agent);

    private static string Kind(HeardAgent agent) =>
        (agent.Bits & (MobilityAgentBits.HomeAgent | MobilityAgentBits.ForeignAgent)) switch
        {
            MobilityAgentBits.HomeAgent => "Home agent",
            MobilityAgentBits.ForeignAgent => "Foreign agent",
            _ => "Home and foreign agent",
        };
}
