using System.Globalization;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Layout;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>Subnet Map Table (screen specification 5.9). Rows stand in the order learned until a column is sorted.</summary>
public sealed partial class SubnetMapPage : LivePage
{
    private static readonly Column[] s_plain =
    [
        new("ha", "HA Address", (row, _) => row.HomeAgent.ToString(), row => row.HomeAgent.Value),
        new("mask", "Subnet Mask", (row, _) => row.Network.Mask.ToString(), row => row.Network.Mask.Value),
    ];

    private static readonly Column[] s_detailed =
    [
        .. s_plain,
        new("from", "Learned From", (row, _) => row.LearnedFrom, row => Ipv4Address.TryParse(row.LearnedFrom, out var aap) ? aap.Value : 0),
        new("age", "Age", (row, now) => Ago(row.LearnedAt, now), row => -row.LearnedAt),
        new("validated", "Last Validated", (row, now) => row.LastValidated is { } at ? Ago(at, now) + " ago" : "-", row => -(row.LastValidated ?? TimeSpan.Zero)),
        new("aps", "Access Points", (row, _) => row.AccessPoints?.ToString(CultureInfo.InvariantCulture) ?? "-", row => row.AccessPoints ?? -1),
        new("state", "State", (row, _) => row.State, row => row.State),
    ];

    private bool _details;
    private bool _asking;
    private bool _isBusy;
    private string _outcome = "";
    private Column? _sorted;
    private bool _descending;

    private IEnumerable<Column> Columns => _details ? s_detailed : s_plain;

    private IEnumerable<SubnetMapRow> Rows => (_sorted, _descending) switch
    {
        (null, _) => Shown.SubnetMap,
        (var column, false) => Shown.SubnetMap.OrderBy(column.Key),
        (var column, true) => Shown.SubnetMap.OrderByDescending(column.Key),
    };

    private static string Ago(TimeSpan at, NodeSnapshot now) => UptimeText.Format(now.Uptime > at ? now.Uptime - at : TimeSpan.Zero);

    private string SortOf(Column column) => column.Id != _sorted?.Id ? "none" : _descending ? "descending" : "ascending";

    private string ArrowOf(Column column) => column.Id != _sorted?.Id ? "" : _descending ? " ▼" : " ▲";

    // Ascending, descending, and back to the order learned.
    private void Sort(Column column) => (_sorted, _descending) = (_sorted?.Id == column.Id, _descending) switch
    {
        (false, _) => (column, false),
        (true, false) => (column, true),
        _ => (null, false),
    };

    private void Answer(bool yes)
    {
        _asking = false;
        if (yes && Session.Can(UserCapabilities.Write))
            _ = InvokeAsync(ClearAsync);
        StateHasChanged();
    }

    private Task RenewAsync() => MaintainAsync("Asking the Authoritative AP…", node => node.RefreshSubnetMapAsync(Lifetime), done => done.AapAnswered
        ? $"The table was validated and renewed; {done.Removed} of {done.Before} entries removed."
        : "No Authoritative AP answered; the table stays as it is.");

    private Task ClearAsync() => MaintainAsync("Checking the entries…", node => node.ClearSubnetMapAsync(Lifetime), done => done.AapAnswered
        ? $"{done.Removed} of {done.Before} entries removed."
        : "No Authoritative AP could be reached; nothing was removed.");

    private async Task MaintainAsync(string progress, Func<INodeControl, Task<SubnetMapMaintenance>> work, Func<SubnetMapMaintenance, string> say)
    {
        if (_isBusy)
            return;
        var node = Session.Node;
        (_isBusy, _outcome) = (true, progress);
        StateHasChanged();
        try
        {
            var done = await work(node);
            _outcome = node == Session.Node ? say(done) : "";
        }
        finally
        {
            _isBusy = false;
        }
        Refresh();
    }

    private sealed record Column(string Id, string Title, Func<SubnetMapRow, NodeSnapshot, string> TextOf, Func<SubnetMapRow, IComparable> Key);
}
