using System.Globalization;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Components.Pages.Status;

/// <summary>Network Ports (screen specification 5.14): ports as columns. What the engine does not count shows "-", never a false 0.</summary>
public sealed partial class NetworkPage : LivePage
{
    private static readonly Fact[] s_facts =
    [
        new("Status", port => (port.IsUp ? "Up" : "Down") + (port.IsPrimary ? " (primary)" : ""), port => port.IsUp ? "up" : "down"),
        new("Maximum Rate (Mb/s)", port => port.RateMbps?.ToString("0.0", CultureInfo.InvariantCulture), _ => "num"),
        new("IP Address", port => port.Address?.ToString(), _ => null),
        new("MAC Address", port => port.Mac?.ToBareString(), _ => "mono"),
        new("SSID", port => port.ServiceSet, _ => null),
    ];

    private static readonly CounterGroup[] s_counters =
    [
        new("Receive", ["Unicast Packets", "Multicast Packets", "Total Bytes", "Total Errors", "Discarded Packets", "Forwardable Packets", "Filtered Packets"]),
        new("Transmit", ["Unicast Packets", "Multicast Packets", "Total Bytes", "Total Errors", "Discarded Packets", "Forwarded Packets"]),
    ];

    private sealed record Fact(string Label, Func<PortRow, string?> TextOf, Func<PortRow, string?> ClassOf);

    private sealed record CounterGroup(string Title, string[] Rows);
}
