using System.Globalization;
using Microsoft.AspNetCore.Components;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>AP Radio Primary SSID and AP Radio SSID (screen specification 5.11).</summary>
public sealed partial class ServiceSetPage : SetupPage<ServiceSetInput>
{
    private ServiceSetInput? _stored;

    /// <summary>Which SSID; 1 is the primary one.</summary>
    [Parameter]
    public int Id { get; set; }

    private bool CanRename => Draft.CanCommit && Session.Can(UserCapabilities.Ident);

    private string? NameHint => Draft.CanCommit && !CanRename ? "You need the Ident capability for this." : null;

    /// <inheritdoc />
    protected override DraftSource<ServiceSetInput> Source() => new()
    {
        Service = Configurations,
        Caller = Session.Caller,
        NodeId = Session.Node.Id,
        Section = SectionNames.ServiceSets,
        From = node =>
        {
            var set = node.ServiceSets.Find(Id);
            _stored = set is null ? null : ServiceSetInput.From(set);
            return set is null ? new() { Id = Id } : ServiceSetInput.From(set);
        },
        Build = (input, node, faults) => ServiceSetRules.TryBuild(input, node, faults) is { } section ? node with { ServiceSets = section } : null,
        // The text of the SSID is its identity and stays.
        Restore = node => node.ServiceSets.Find(Id) is { } set
            ? node with { ServiceSets = node.ServiceSets with { All = node.ServiceSets.All.Replace(set, new() { Id = Id, Name = set.Name }) } }
            : node,
    };

    private static int Number(ChangeEventArgs change) =>
        int.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private IEnumerable<int> Vlans(ServiceSetInput form) =>
        Draft.Stored.Vlans.Ids.Concat(form.VlanId == 0 ? [] : [form.VlanId]).Distinct().Order();

    /// <summary>Field ids, which are also test ids.</summary>
    private static class Fields
    {
        public const string Name = "ssid-name";
        public const string Maximum = "ssid-max";
        public const string ProxyMobileIp = "ssid-pmip-yes";
        public const string Vlan = "ssid-vlan";
        public const string Policy = "ssid-policy";
        public const string Accept = "ssid-auth-open";
        public const string RequireEap = "ssid-eap-open";
        public const string Filter = "ssid-filter-open";
    }
}
