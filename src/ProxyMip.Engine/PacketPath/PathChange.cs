using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>One tunnel end as the packet path sees it.</summary>
/// <param name="Local">Outer source of what this node sends.</param>
/// <param name="Remote">Outer destination of what this node sends.</param>
/// <param name="Protocol">How packets are wrapped between home agent and foreign agent; IP in IP by default.</param>
/// <param name="SendKey">GRE key to send with; null for none.</param>
/// <param name="ReceiveKey">GRE key that must arrive; null for none.</param>
public sealed record TunnelEnd(Ipv4Address Local, Ipv4Address Remote, TunnelProtocol Protocol, uint? SendKey = null, uint? ReceiveKey = null);

/// <summary>What an access point does with the frames of a station.</summary>
public enum StationPath
{
    /// <summary>At home or not proxied: bridged untouched.</summary>
    Bridge,

    /// <summary>A visitor whose registration runs: unicast is queued briefly, everything else is dropped.</summary>
    Hold,

    /// <summary>A registered visitor: up to the foreign agent, ARP answered, broadcasts kept off the LAN.</summary>
    Visitor,

    /// <summary>Claims an address it has no right to: everything but its own management traffic is dropped.</summary>
    Quarantined,
}

/// <summary>A change of the tables the packet path decides by. Applied in order by the tables of the packet path.</summary>
public abstract record PathChange : EngineAction
{
    private protected PathChange()
    {
    }
}

/// <summary>Access point: how a station's frames are treated from now on.</summary>
/// <param name="Station">The station.</param>
/// <param name="Address">Its address, once known.</param>
/// <param name="Path">What is done.</param>
/// <param name="ForeignAgentLink">Ethernet address of its foreign agent; zero unless visitor (or hold, once chosen).</param>
/// <param name="ForeignAgent">IP address of its foreign agent.</param>
/// <param name="HomeNetwork">Its home subnet: ARP for any address but its own is answered with the agent's Ethernet address.</param>
public sealed record SetStationPath(MacAddress Station, Ipv4Address Address, StationPath Path, MacAddress ForeignAgentLink, Ipv4Address ForeignAgent,
    Ipv4Prefix? HomeNetwork) : PathChange;

/// <summary>Access point: forget a station.</summary>
/// <param name="Station">The station.</param>
public sealed record RemoveStationPath(MacAddress Station) : PathChange;

/// <summary>Home agent: a mobile node is away; intercept what is for it and answer ARP for it on its home link.</summary>
/// <param name="HomeAddress">The mobile node.</param>
/// <param name="HomePort">Its home link; null on a virtual network.</param>
/// <param name="Tunnel">Where copies go. One change per care-of address.</param>
/// <param name="ReverseTunnel">Whether packets from it are accepted out of the tunnel.</param>
/// <param name="Broadcasts">Whether it gets broadcasts of the home link.</param>
public sealed record SetBindingPath(Ipv4Address HomeAddress, PortId? HomePort, TunnelEnd Tunnel, bool ReverseTunnel, bool Broadcasts) : PathChange;

/// <summary>Home agent: a care-of address of a mobile node is gone; after the last one it counts as at home.</summary>
/// <param name="HomeAddress">The mobile node.</param>
/// <param name="CareOfAddress">The care-of address; null: all.</param>
public sealed record RemoveBindingPath(Ipv4Address HomeAddress, Ipv4Address? CareOfAddress) : PathChange;

/// <summary>Foreign agent: a visitor is registered; deliver to its pinned Ethernet address.</summary>
/// <param name="HomeAddress">The visitor.</param>
/// <param name="Port">Where it is.</param>
/// <param name="LinkAddress">Its Ethernet address, never asked for by ARP.</param>
/// <param name="Tunnel">Tunnel to its home agent: outer source expected = Remote.</param>
/// <param name="ReverseTunnel">Whether its packets go through the tunnel.</param>
/// <param name="EncapsulatingDelivery">Reverse tunnel only what it encapsulated itself (RFC 3024 §5.2).</param>
public sealed record SetVisitorPath(Ipv4Address HomeAddress, PortId Port, MacAddress LinkAddress, TunnelEnd Tunnel, bool ReverseTunnel,
    bool EncapsulatingDelivery) : PathChange;

/// <summary>Foreign agent: a visitor is gone.</summary>
/// <param name="HomeAddress">The visitor.</param>
public sealed record RemoveVisitorPath(Ipv4Address HomeAddress) : PathChange;
