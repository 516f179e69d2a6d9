using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// One request at the home agent with everything the checks and the answer need to know about it. A view over the datagram; made anew for each.
/// </summary>
internal readonly ref struct RequestCase
{
    /// <summary>The node this home agent runs on.</summary>
    public required NodeSettings Host { get; init; }

    public required HomeAgentSettings Settings { get; init; }

    public required DatagramReceived Arrival { get; init; }

    /// <summary>When it came in, before any wait for an association.</summary>
    public required Moment ArrivedAt { get; init; }

    public required RequestParts Parts { get; init; }

    /// <summary>The own address that goes into the Home Agent field of the reply and is the tunnel's end.</summary>
    public required Ipv4Address HomeAgent { get; init; }

    /// <summary>Whether <see cref="HomeAgent"/> is what the request asked for; otherwise the answer is 136.</summary>
    public required bool IsAddressedHere { get; init; }

    /// <summary>The node's address: as requested, or what its name stands for; null when it has neither.</summary>
    public required Ipv4Address? HomeAddress { get; init; }

    /// <summary>The home network of that address; null when none is served.</summary>
    public required HomeNetwork? Network { get; init; }

    /// <summary>Whether policy lets this address register here.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>The association with the node; null when there is none.</summary>
    public KeyedAssociation? NodeAssociation { get; init; }

    /// <summary>What the node shares with the AAA infrastructure; null when nothing.</summary>
    public Associations.SecurityAssociation? AaaAssociation { get; init; }

    /// <summary>The association with the sender of the request as foreign agent; null when there is none.</summary>
    public KeyedAssociation? ForeignAgentAssociation { get; init; }

    /// <summary>What is known of the node; null before its first accepted request.</summary>
    public MobileNode? Node { get; init; }

    /// <summary>Whether the node's table has room for one more binding.</summary>
    public bool HasRoom { get; init; }

    public RegistrationRequest Request => Parts.Request;

    /// <summary>Whether replays of this node are kept out by nonces instead of timestamps.</summary>
    public bool UsesNonces => NodeAssociation?.Association.Replay == Associations.ReplayMethod.Nonce;

    /// <summary>Whether all bindings of the node are to end.</summary>
    public bool EndsAllBindings =>
        Request.IsDeregistration && (Request.CareOfAddress == Request.HomeAddress || Request.CareOfAddress == HomeAddress);

    /// <summary>Whether it is authenticated between the agents instead of by the node (RFC 5563).</summary>
    public bool IsPerNode => Parts.PerNodeAuthentication == Protocol.MobileIp.Extensions.PerNodeAuthenticationMethod.ForeignHomeAuthentication
        && !Parts.IsAuthorized;

    /// <summary>Whether other bindings of the node stay.</summary>
    public bool KeepsOthers => Request.Bits.HasFlag(RegistrationBits.SimultaneousBindings) && Settings.MaximumBindingsPerNode > 1;
}
