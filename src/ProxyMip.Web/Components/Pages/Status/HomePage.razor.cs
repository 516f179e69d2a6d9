using System.Collections.Immutable;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Status;

/// <summary>Summary Status (screen specification 5.2).</summary>
public sealed partial class HomePage : LivePage
{
    private const int RecentEvents = 5;

    private ImmutableArray<EventRecord> _events = [];
    private ImmutableArray<Tally> _tallies = [];

    /// <inheritdoc />
    protected override void Updated()
    {
        _events = Session.Node.Events(new() { Count = RecentEvents });
        _tallies =
        [
            Associated("Clients", "clients", StationClass.Client), Associated("Repeaters", "repeaters", StationClass.Repeater),
            Associated("Bridges", "bridges", StationClass.Bridge), new("APs", "aps", StationClass.AccessPoint, null, Count(StationClass.AccessPoint, onlyHere: false)),
        ];
    }

    private Tally Associated(string label, string id, StationClass station) => new(label, id, station, Count(station, onlyHere: true), Count(station, onlyHere: false));

    private int Count(StationClass station, bool onlyHere) => Shown.Stations.Count(row => row.Class == station && (row.IsLocal || !onlyHere));

    /// <summary>One count: associated here (null: not counted), and known in the network.</summary>
    private sealed record Tally(string Label, string Id, StationClass Class, int? Here, int Known)
    {
        public string HereHref => $"/associations?class={StationFilter.KeyOf(Class)}";

        public string KnownHref => $"{HereHref}&network=1";
    }
}
