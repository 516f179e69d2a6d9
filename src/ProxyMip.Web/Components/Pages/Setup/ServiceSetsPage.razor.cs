using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ProxyMip.Config;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>Service Set Summary Status (screen specification 5.10): only OK and Cancel; additions and removals are staged until OK.</summary>
public sealed partial class ServiceSetsPage : SetupPage<ServiceSetsForm>
{
    private const string NewField = "ss-new";
    private const string ListField = "ss-list";
    private const string ExclusiveField = "ss-excl-yes";

    private string? _selected;
    private Question? _question;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private ServiceSetsConfig Stored => Draft.Stored.ServiceSets;

    private int? SelectedId => int.TryParse(_selected, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <inheritdoc />
    protected override DraftSource<ServiceSetsForm> Source() => new()
    {
        Service = Configurations,
        Caller = Session.Caller,
        NodeId = Session.Node.Id,
        Section = SectionNames.ServiceSets,
        From = node => ServiceSetsForm.From(node.ServiceSets),
        Build = (form, node, faults) => form.TryBuild(node.ServiceSets, faults) is { } section ? node with { ServiceSets = section } : null,
        Restore = node => node with { ServiceSets = ServiceSetsConfig.Default },
    };

    private IEnumerable<Row> Rows(ServiceSetsForm form) =>
    [
        .. Stored.All.Select(set => new Row(set.Id.ToString(CultureInfo.InvariantCulture), set.Name, set.IsPrimary,
            set.MaximumAssociations == 0 ? "no limit" : set.MaximumAssociations.ToString(CultureInfo.InvariantCulture), set.ProxyMobileIp, form.Removed.Contains(set.Id),
            form.Removed.Contains(set.Id) ? "to be removed" : "")),
        .. form.Added.Select((name, at) => new Row($"new-{at + 1}", name, false, "no limit", false, false, "new")),
    ];

    private void Select(string key)
    {
        _selected = key;
        Draft.Touch(ListField);
    }

    private void EnterAdds(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Add();
    }

    private void Add()
    {
        var faults = new FaultList();
        Draft.Form!.TryStage(Stored, faults);
        Draft.Show(faults.All);
    }

    private void Remove()
    {
        var form = Draft.Form!;
        if (AddedAt(form) is { } at)
        {
            form.Added.RemoveAt(at);
            _selected = null;
            Draft.Show([]);
            return;
        }
        var faults = new FaultList();
        if (SelectedId is { } id && form.Removed.Contains(id))
            form.TryRemove(id, Stored, faults);
        else if (ServiceSetRules.TryRemove(SelectedId, Stored, faults) is not null)
            _question = new($"Remove the SSID {Stored.Find(SelectedId!.Value)!.Name}?", RemoveAsked);
        Draft.Show(faults.All);
    }

    private void RemoveAsked(bool yes)
    {
        _question = null;
        var faults = new FaultList();
        if (yes)
            Draft.Form!.TryRemove(SelectedId, Stored, faults);
        Draft.Show(faults.All);
    }

    // The page of an SSID is opened from what is stored; with something staged, saving comes first.
    private void EditAsync()
    {
        if (_selected is null)
            Draft.Show([new("SSID-08", ListField, "Select an SSID first.")]);
        else if (Draft.IsDirty && Draft.CanCommit)
            _question = new("Save the changes of this page and open the SSID?", yes => _ = InvokeAsync(() => EditAskedAsync(yes)));
        else
            Navigation.NavigateTo($"/setup/service-sets/{_selected}");
    }

    private async Task EditAskedAsync(bool yes)
    {
        _question = null;
        var name = AddedAt(Draft.Form!) is { } at ? Draft.Form!.Added[at] : Stored.Find(SelectedId ?? 0)?.Name;
        if (yes && await Draft.CommitAsync() && Stored.All.FirstOrDefault(set => set.Name == name) is { } set)
            Navigation.NavigateTo($"/setup/service-sets/{set.Id}");
        StateHasChanged();
    }

    private int? AddedAt(ServiceSetsForm form) =>
        _selected is { } key && key.StartsWith("new-", StringComparison.Ordinal) && int.TryParse(key["new-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && n >= 1 && n <= form.Added.Count ? n - 1 : null;

    private sealed record Row(string Key, string Name, bool IsPrimary, string Maximum, bool ProxyMobileIp, bool IsRemoved, string Mark);

    private sealed record Question(string Text, Action<bool> Answer);
}
