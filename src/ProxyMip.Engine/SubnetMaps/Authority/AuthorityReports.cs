using ProxyMip.Engine.Core;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>Event log entries of an authoritative access point.</summary>
internal static class AuthorityReports
{
    public static EngineReport OfPeer(PeerAction action, Ipv4Address peer) => action switch
    {
        ReportPeerAlive => new(Severity.ProtocolInfo, "aap-peer-reached", $"Authoritative access point {peer} answers.", Peer: peer),
        ReportPeerDead => new(Severity.ProtocolWarning, "aap-peer-lost",
            $"Authoritative access point {peer} is silent; what it knew is kept.", Peer: peer),
        ReportTablesDiffer => new(Severity.ProtocolWarning, "aap-tables-differ",
            $"The subnet map of authoritative access point {peer} differs from this one; its part is fetched again.", Peer: peer),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static EngineReport ListsDiffer(Ipv4Address odd) => new(Severity.ProtocolWarning, "aap-lists-differ",
        $"{odd} is configured with another list of authoritative access points than this one.", Peer: odd);

    public static EngineReport ProbeAnswered(MapRow row) => new(Severity.ProtocolInfo, "home-agent-probe-answered",
        $"Home agent {row.HomeAgent} of {row.Network} answered a probe; its entry stays.", Peer: row.HomeAgent);

    public static EngineReport ProbeUnanswered(MapRow row) => new(Severity.ProtocolWarning, "home-agent-probe-unanswered",
        $"Home agent {row.HomeAgent} of {row.Network} answered no probe and has no access point; its entry goes.", Peer: row.HomeAgent);

    public static EngineReport ProbeRoundFailed(MapRow row) => new(Severity.ProtocolInfo, "home-agent-probe-round-failed",
        $"Home agent {row.HomeAgent} of {row.Network} did not answer; it is asked again.", Peer: row.HomeAgent);
}
