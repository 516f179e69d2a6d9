using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Status;

/// <summary>Event Log (screen specification 5.15): a live tail that can be paused. What is shown is in the address of the page.</summary>
public sealed partial class LogsPage : LivePage
{
    private const string UptimeChoice = "uptime";

    private LogFilter _typed = new();
    private LogFilter? _seen;
    private LogFilter _applied = new();
    private EventQuery? _query;
    private IReadOnlyList<FieldFault> _faults = [];
    private ImmutableArray<EventRecord> _events = [];
    private bool _isOpen;
    private bool _asking;

    [SupplyParameterFromQuery(Name = "index")]
    private string? Index { get; set; }

    [SupplyParameterFromQuery(Name = "count")]
    private string? Count { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "min")]
    private string? Minimum { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private string? Client { get; set; }

    [SupplyParameterFromQuery(Name = "pmip")]
    private string? MobileIp { get; set; }

    [SupplyParameterFromQuery(Name = "time")]
    private string? Time { get; set; }

    [SupplyParameterFromQuery(Name = "detail")]
    private string? Detail { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool HasNext => _query is { } query && _events.Length == query.Count;

    private bool HasPrevious => _query is { Index: > 0 };

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var asked = FromAddress();
        if (asked == _seen)
            return;
        _isOpen |= asked.HasMore;
        (_seen, _typed, _applied) = (asked, asked, asked);
        Take(asked);
        Updated();
    }

    /// <inheritdoc />
    protected override void Updated() => _events = _query is { MinimumSeverity: > 0 } query ? Session.Node.Events(query) : [];

    private static string TextOf(ChangeEventArgs change) => (string?)change.Value ?? "";

    private LogFilter FromAddress() => new()
    {
        Index = Index ?? "0",
        Number = Count ?? "20",
        Severity = Severity ?? "",
        Minimum = Minimum ?? "16",
        Text = Text ?? "",
        Code = Code ?? "",
        Client = Client ?? "",
        MobileIpOnly = MobileIp == "1",
        ByUptime = Time == UptimeChoice,
        Detail = Detail == "1",
    };

    private bool Take(LogFilter filter)
    {
        var faults = new FaultList();
        var query = filter.TryQuery(faults);
        _faults = faults.All;
        if (query is not null)
            _query = query;
        return query is not null;
    }

    private string? InvalidAt(string field) => _faults.Any(fault => fault.Field == field) ? "true" : null;

    private void Apply()
    {
        if (Take(_typed))
            Go(_typed);
    }

    // A new filter starts at its newest event.
    private void Choose(LogFilter filter)
    {
        _typed = filter with { Index = "0" };
        Apply();
    }

    private void Next() => Go(_applied.Next(_query!));

    private void Previous() => Go(_applied.Previous(_query!));

    private void Go(LogFilter filter)
    {
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(filter.ToAddress()), replace: true);
        Refresh();
    }

    private void Purge(bool yes)
    {
        _asking = false;
        if (yes && Session.Can(UserCapabilities.Write))
            _ = InvokeAsync(PurgeAsync);
        StateHasChanged();
    }

    private async Task PurgeAsync()
    {
        await Session.Node.PurgeEventsAsync(Session.Caller.User, Lifetime);
        Go(_applied with { Index = "0" });
    }
}
