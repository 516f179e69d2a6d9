using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>Where associations are looked for first (decision D-07).</summary>
public enum AssociationOrder
{
    /// <summary>Local bindings, then the AAA servers: the default.</summary>
    LocalFirst,

    /// <summary>AAA servers, then local bindings.</summary>
    ServerFirst,
}

/// <summary>The access point proxy as configured (manual: General, Local SA Bindings, Service Sets; protocol reference section 9).</summary>
public sealed record AccessPointSettings
{
    /// <summary>The General switch. Off by default.</summary>
    public bool Enabled { get; init; }

    /// <summary>SSIDs on which Proxy Mobile IP is enabled, exact and case-sensitive.</summary>
    public ImmutableHashSet<string> ServiceSets { get; init; } = [];

    /// <summary>Local SA bindings.</summary>
    public AssociationRanges Associations { get; init; } = AssociationRanges.Empty;

    /// <summary>Whether a server is ticked for MIP authentication, so that <see cref="QueryAssociation"/> makes sense.</summary>
    public bool HasAssociationServer { get; init; }

    /// <summary>Local bindings or servers first.</summary>
    public AssociationOrder AssociationOrder { get; init; }

    /// <summary>Associations shared with foreign agents (Mobile-Foreign), by the agent's address. Usually empty.</summary>
    public ImmutableDictionary<Ipv4Address, SecurityAssociation> ForeignAgentAssociations { get; init; } = ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty;

    /// <summary>Longest registration lifetime asked for; the advertised one is used when shorter. Default 1800 s (RFC 5944 §3.6.1.2).</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>Ask for reverse tunnelling (T bit) when the foreign agent advertises it.</summary>
    public bool ReverseTunnel { get; init; }

    /// <summary>Whether to register without reverse tunnelling when it was refused (codes 74, 137, 70, 134).</summary>
    public bool ReverseTunnelOptional { get; init; } = true;

    /// <summary>Ask for GRE (G bit) when the foreign agent advertises it; IP in IP otherwise (manual).</summary>
    public bool Gre { get; init; }

    /// <summary>Ask for minimal encapsulation (M bit) when the foreign agent advertises it. Never by default.</summary>
    public bool MinimalEncapsulation { get; init; }

    /// <summary>Add the PMIPv4 device identifier and access technology extensions (RFC 5563 §5). Off by default.</summary>
    public bool ProxyExtensions { get; init; }

    /// <summary>
    /// The association clients share with the AAA server, for the Mobile-AAA extension that answers a foreign agent's challenge (RFC 4721). Null: agents that
    /// challenge can be used only with an association in <see cref="ForeignAgentAssociations"/>.
    /// </summary>
    public SecurityAssociation? MobileAaaAssociation { get; init; }

    /// <summary>Realm of the network access identifiers sent for clients, which are MAC@realm (RFC 2794, RFC 5563 §5); null: none is sent.</summary>
    public string? NaiRealm { get; init; }

    /// <summary>Most association queries sent to servers in one second; more wait.</summary>
    public int AssociationQueriesPerSecond { get; init; } = 50;

    /// <summary>A station that is not heard for this time is forgotten without a deregistration. Default 300 s.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Destination of agent solicitations: 224.0.0.2, 255.255.255.255 or 224.0.0.11 (RFC 1256 §5.1, RFC 5944 §2.3).</summary>
    public Ipv4Address SolicitationAddress { get; init; } = Ipv4Address.AllRouters;

    /// <summary>Addresses no station may ever claim: servers, other access points. Gateways and agents are added by themselves.</summary>
    public ImmutableHashSet<Ipv4Address> ProtectedAddresses { get; init; } = [];

    /// <summary>Static owners of addresses: the hijack guard's binding list (product brief 25).</summary>
    public ImmutableDictionary<Ipv4Address, MacAddress> KnownOwners { get; init; } = ImmutableDictionary<Ipv4Address, MacAddress>.Empty;
}
