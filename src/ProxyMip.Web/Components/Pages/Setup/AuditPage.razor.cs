using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>The audit trail: who changed what, when, from where, and the way back.</summary>
public sealed partial class AuditPage : ComponentBase
{
    private const int Newest = 500;
    private ImmutableArray<AuditView> _entries = [];
    private ImmutableArray<FieldFault> _faults = [];
    private long? _broken;
    private string _filter = "";

    [Inject]
    private IAuditTrail Trail { get; set; } = default!;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    private IEnumerable<AuditView> Hits => _entries.Where(entry =>
        $"{entry.User} {entry.Source} {entry.Action} {entry.Node} {entry.Section} {entry.Outcome}".Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _entries = await Trail.ReadAsync(Session.Caller, 0, Newest, CancellationToken.None);
        _broken = await Trail.VerifyAsync(CancellationToken.None);
    }

    private async Task PutBackAsync(AuditView entry)
    {
        _faults = await Trail.PutBackAsync(Session.Caller, entry, CancellationToken.None) switch
        {
            CommitOutcome.Rejected rejected => rejected.Faults,
            CommitOutcome.Conflict => [new("CON-01", "", "Somebody changed this page just now; look again.")],
            _ => [],
        };
        await LoadAsync();
    }
}
