using System.Globalization;
using Microsoft.AspNetCore.Components;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Map;

/// <summary>The network drawn by the server, with a table that says the same, and the hands to move a client.</summary>
public sealed partial class NetworkMap : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();

    /// <summary>The network.</summary>
    [Parameter]
    [EditorRequired]
    public INetworkControl Network { get; set; } = default!;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    private NetworkView View => Network.Current;

    private bool CanMove => Session.Can(UserCapabilities.Write);

    /// <inheritdoc />
    public void Dispose()
    {
        Network.Changed -= OnChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Network.Changed += OnChanged;

    private static string X(MapNode node) => (60 + node.X * 880).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Y(MapNode node) => (40 + node.Y * 540).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Arc(MapNode from, MapNode to)
    {
        var middle = string.Create(CultureInfo.InvariantCulture, $"{60 + (from.X + to.X) / 2 * 880:0.#} {40 + (from.Y + to.Y) / 2 * 540 + 110:0.#}");
        return $"M {X(from)} {Y(from)} Q {middle} {X(to)} {Y(to)}";
    }

    private static string KindText(MapNodeKind kind) => kind switch
    {
        MapNodeKind.AccessPoint => "access point",
        MapNodeKind.MobileNode => "mobile node",
        MapNodeKind.Correspondent => "correspondent",
        MapNodeKind.Server => "AAA server",
        _ => "router",
    };

    private MapNode? Find(string id) => View.Nodes.FirstOrDefault(node => node.Id == id);

    private MapNode? At(string address) => View.Nodes.FirstOrDefault(node => node.Address == address)
        ?? View.Nodes.FirstOrDefault(node => node.Kind == MapNodeKind.Router && Session.Directory.Find(node.Id)?.Current.Ports.Any(port => port.Address?.ToString() == address) == true);

    // An access point without a foreign or home agent on its LAN, such as the authoritative one of the manual, serves no clients.
    private bool Serves(MapNode point) => CanMove && point.IsUp && (Session.Directory.Find(point.Id)?.Current is { } now)
        && (!now.HomeAgents.IsEmpty || !now.ForeignAgents.IsEmpty || !now.MobileIpEnabled);

    private Task RoamAsync(string mobileNode, string accessPoint) => Network.MoveAsync(mobileNode, accessPoint, _lifetime.Token);

    private Task PowerAsync(MapNode node) => Network.SetPowerAsync(node.Id, !node.IsUp, _lifetime.Token);

    private void OnChanged()
    {
        if (!_lifetime.IsCancellationRequested)
            _ = InvokeAsync(StateHasChanged);
    }
}
