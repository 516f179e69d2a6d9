using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Layout;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Controls;

/// <summary>One station of the Association Table: its state, why it is not served, and its roams. Escape closes it.</summary>
public sealed partial class StationPanel : ComponentBase
{
    private ElementReference _panel;

    /// <summary>Which station.</summary>
    [Parameter]
    [EditorRequired]
    public MacAddress Mac { get; set; }

    /// <summary>The snapshot shown.</summary>
    [Parameter]
    [EditorRequired]
    public NodeSnapshot Shown { get; set; } = default!;

    /// <summary>Raised by Close and Escape.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    private StationRow? Row => Shown.Stations.FirstOrDefault(row => row.Mac == Mac);

    private IEnumerable<RoamView> Roams => Shown.Roams.Where(roam => roam.Station == Mac);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _panel.FocusAsync();
    }

    private IEnumerable<(string Label, string Text)> Facts(StationRow row)
    {
        yield return ("Device", StationFilter.DeviceOf(row.Class));
        if (row.Name is { } name)
            yield return ("Name", name);
        yield return ("IP Addr.", row.Address?.ToString() ?? "not known yet");
        if (row.ServiceSet is { } set)
            yield return ("SSID", set);
        yield return ("State", row.State);
        yield return ("Parent", row.Parent);
        if (row.AssociatedAt is { } at)
            yield return ("Associated", $"{UptimeText.Format(Shown.Uptime > at ? Shown.Uptime - at : TimeSpan.Zero)} ago");
        yield return ("Proxy Mobile IP", StationFilter.MobileIpOf(row));
        if (row.RemainingLifetime is { } remaining)
            yield return ("Remaining lifetime", UptimeText.Format(remaining));
        if (row.Traffic is { } traffic)
        {
            yield return ("Received from it", Packets(traffic.PacketsReceived, traffic.OctetsReceived));
            yield return ("Sent to it", Packets(traffic.PacketsSent, traffic.OctetsSent));
        }
    }

    private static string Packets(long packets, long octets) => string.Create(CultureInfo.InvariantCulture, $"{packets} packet{(packets == 1 ? "" : "s")}, {octets} bytes");

    private async Task OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            await OnClose.InvokeAsync();
    }
}
