using System.Collections.Immutable;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>Everything one node is configured with. A role that is null is not there. Immutable; changed as a whole by <see cref="SettingsChanged"/>.</summary>
public sealed record NodeSettings
{
    /// <summary>System name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>All ports with the node's own addresses.</summary>
    public required ImmutableArray<NodeInterface> Interfaces { get; init; }

    /// <summary>Default gateway; null when there is none.</summary>
    public Ipv4Address? DefaultGateway { get; init; }

    /// <summary>The access point proxy (agent discovery included).</summary>
    public AccessPointSettings? AccessPoint { get; init; }

    /// <summary>The subnet map exchange: member, and authoritative access point when an own address is in the list.</summary>
    public SubnetMapSettings? SubnetMap { get; init; }

    /// <summary>The foreign agent role.</summary>
    public ForeignAgentSettings? ForeignAgent { get; init; }

    /// <summary>The home agent role.</summary>
    public HomeAgentSettings? HomeAgent { get; init; }

    /// <summary>The first wired interface: where an access point meets its LAN.</summary>
    public NodeInterface? Uplink => Interfaces.FirstOrDefault(port => port.Kind == PortKind.Wired);

    /// <summary>Whether an address is one of the node's own.</summary>
    public bool Owns(Ipv4Address address)
    {
        foreach (var port in Interfaces)
        {
            if (port.Address == address && !address.IsAny)
                return true;
        }
        return false;
    }
}
