using ProxyMip.Config;
using ProxyMip.Config.Network;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>Routing Setup (screen specification 5.17).</summary>
public sealed partial class RoutingPage : SetupPage<RoutingInput>
{
    private const string Gateway = "rte-gateway";
    private const string List = "rte-route";
    private readonly HashSet<RouteInput> _selected = [];

    private string Origin => Draft.Stored.Device.AddressOrigin == Config.Network.AddressOrigin.Dhcp ? "by DHCP unless set here" : "set by hand";

    private Ipv4Prefix[] OwnSubnets => Session.Node.Current.Address is { } own ? [own.Subnet] : [];

    /// <inheritdoc />
    protected override DraftSource<RoutingInput> Source() => new()
    {
        Service = Configurations,
        Caller = Session.Caller,
        NodeId = Session.Node.Id,
        Section = SectionNames.Routing,
        Needs = UserCapabilities.Ident,
        From = node => RoutingInput.From(node.Routing),
        Build = (input, node, faults) => RoutingRules.TryBuild(input, OwnSubnets, faults) is { } section ? node with { Routing = section } : null,
        Restore = node => node with { Routing = RoutingConfig.Default },
    };

    private static string TextOf(RouteInput route) => $"{route.Destination} mask {route.Mask} via {route.Gateway}";

    private void Add()
    {
        var (form, faults) = (Draft.Form!, new FaultList());
        if (RoutingRules.Read(form.New, form.Routes.Count, OwnSubnets, faults) is not null)
        {
            form.Routes.Add(new() { Destination = form.New.Destination, Gateway = form.New.Gateway, Mask = form.New.Mask });
            (form.New.Destination, form.New.Gateway, form.New.Mask) = ("", "", "");
        }
        Draft.Show(faults.All);
    }

    private void Remove()
    {
        Draft.Form!.Routes.RemoveAll(_selected.Contains);
        Draft.Show(_selected.Count == 0 ? [new("RTE-03", List, "Select a route to remove.")] : []);
        _selected.Clear();
    }
}
