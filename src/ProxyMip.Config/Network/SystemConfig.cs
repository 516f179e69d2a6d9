namespace ProxyMip.Config.Network;

/// <summary>Where the node's own address comes from.</summary>
public enum AddressOrigin
{
    /// <summary>Configured by hand.</summary>
    Static,

    /// <summary>From a DHCP server, the default gateway too.</summary>
    Dhcp,
}

/// <summary>Who this node is.</summary>
/// <param name="SystemName">Shown at the top of every page, 1 to 31 printable characters.</param>
/// <param name="Repeater">Repeater mode: Proxy Mobile IP cannot be used (PRE-14).</param>
/// <param name="AddressOrigin">Static or DHCP.</param>
public sealed record SystemConfig(string SystemName, bool Repeater, AddressOrigin AddressOrigin)
{
    /// <summary>An access point without a name of its own.</summary>
    public static SystemConfig Default { get; } = new("ap", false, AddressOrigin.Static);
}
