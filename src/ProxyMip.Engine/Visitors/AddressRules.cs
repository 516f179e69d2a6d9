using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>Whose address is whose (manual; protocol reference 9.1, 9.2): the rules the machines and the explainer share.</summary>
public static class AddressRules
{
    /// <summary>Whether an SSID is served; null when it is, else why not.</summary>
    public static ServiceReason? WhyNotServed(AccessPointSettings? settings, string serviceSet) => settings switch
    {
        null or { Enabled: false } => ServiceReasons.FeatureOff,
        _ when !settings.ServiceSets.Contains(serviceSet) => ServiceReasons.ServiceSetOff(serviceSet),
        _ => null,
    };

    /// <summary>
    /// Whether an address says anything about a client: one a single host can have, not link-local, and not the network, broadcast or own address of the
    /// access point.
    /// </summary>
    public static bool IsUsable(Ipv4Address address, NodeInterface? uplink) =>
        address.IsUnicastHost && !address.IsLinkLocal
        && (uplink is null || (address != uplink.Address && (!uplink.Subnet.Contains(address) || uplink.Subnet.ContainsHost(address))));

    /// <summary>Whether a client with this address is at home here.</summary>
    public static bool IsHome(Ipv4Address address, NodeInterface uplink) => uplink.Subnet.Contains(address);
}
