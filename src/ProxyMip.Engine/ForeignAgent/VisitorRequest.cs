using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>One request at the foreign agent with everything <see cref="RequestChecks"/> needs to know. A view over the datagram.</summary>
internal readonly ref struct VisitorRequest
{
    /// <summary>The node this foreign agent runs on.</summary>
    public required NodeSettings Host { get; init; }

    public required ForeignAgentSettings Settings { get; init; }

    public required DatagramReceived Arrival { get; init; }

    public required RequestParts Parts { get; init; }

    /// <summary>The association with the mobile node; null when there is none.</summary>
    public KeyedAssociation? NodeAssociation { get; init; }

    /// <summary>What is to be said about its challenge.</summary>
    public ChallengeState Challenge { get; init; }

    /// <summary>Whether the node is registered here or its request pending: it stays welcome when the agent is full.</summary>
    public bool IsListed { get; init; }

    /// <summary>Whether one more visitor fits.</summary>
    public bool HasRoom { get; init; }

    /// <summary>Whether one more pending request of this node fits.</summary>
    public bool HasRoomForNode { get; init; }

    public RegistrationRequest Request => Parts.Request;

    /// <summary>Where to relay: the Home Agent field, or the one asked for when the field names none (RFC 4433 §5.2).</summary>
    public Ipv4Address RelayTo => Request.HomeAgent.IsUnicastHost || Parts.RequestedHomeAgent is not { IsUnicastHost: true } requested || Parts.Nai.IsEmpty
        ? Request.HomeAgent
        : requested;

    /// <summary>Whether the request asks for one of this agent's own care-of addresses.</summary>
    public bool HasOwnCareOfAddress => Settings.CareOfAddresses.Contains(Request.CareOfAddress);
}
