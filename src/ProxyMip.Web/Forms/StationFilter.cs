using System.Collections.Immutable;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>What the Association Table shows: classes, this access point or the entire network, and a text. Kept in the page's address.</summary>
public sealed record StationFilter
{
    private static readonly (StationClass Class, string Key, string Label, string Device)[] s_classes =
    [
        (StationClass.Client, "client", "Client", "Client"),
        (StationClass.Repeater, "repeater", "Repeater", "Repeater"),
        (StationClass.Bridge, "bridge", "Bridge", "Bridge"),
        (StationClass.AccessPoint, "ap", "AP", "Generic AP"),
        (StationClass.InfrastructureHost, "infra", "Infra. Host", "Infra. Host"),
        (StationClass.Multicast, "multicast", "Multicast", "Multicast"),
    ];

    /// <summary>Clients, repeaters, bridges and access points.</summary>
    public static StationFilter Default { get; } = new();

    /// <summary>Every class in the order of the check boxes.</summary>
    public static IEnumerable<StationClass> AllClasses => s_classes.Select(entry => entry.Class);

    /// <summary>Classes shown.</summary>
    public ImmutableHashSet<StationClass> Classes { get; init; } =
        [StationClass.Client, StationClass.Repeater, StationClass.Bridge, StationClass.AccessPoint];

    /// <summary>Whether stations of other access points are shown too.</summary>
    public bool EntireNetwork { get; init; }

    /// <summary>The label of a check box.</summary>
    public static string LabelOf(StationClass station) => s_classes.First(entry => entry.Class == station).Label;

    /// <summary>The key of a class in an address and a test id.</summary>
    public static string KeyOf(StationClass station) => s_classes.First(entry => entry.Class == station).Key;

    /// <summary>The Device column.</summary>
    public static string DeviceOf(StationClass station) => s_classes.First(entry => entry.Class == station).Device;

    /// <summary>The Proxy Mobile IP column.</summary>
    public static string MobileIpOf(StationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.HomeAgent is { } agent && row.MobileIp == "visitor" ? $"visitor -> {agent}" : row.MobileIp;
    }

    /// <summary>Reads what <see cref="ClassText"/> wrote; unknown names are passed over, nothing readable means the default.</summary>
    public static StationFilter Parse(string? classes, bool entireNetwork)
    {
        var keys = (classes ?? "").Split(',', StringSplitOptions.TrimEntries);
        var chosen = s_classes.Where(entry => keys.Contains(entry.Key)).Select(entry => entry.Class).ToImmutableHashSet();
        return new() { Classes = chosen.IsEmpty && classes != "none" ? Default.Classes : chosen, EntireNetwork = entireNetwork };
    }

    /// <summary>The classes as part of an address, such as "client,ap".</summary>
    public string ClassText => Classes.IsEmpty ? "none" : string.Join(',', s_classes.Where(entry => Classes.Contains(entry.Class)).Select(entry => entry.Key));

    /// <summary>Ticks or unticks a class.</summary>
    public StationFilter With(StationClass station, bool shown) => this with { Classes = shown ? Classes.Add(station) : Classes.Remove(station) };

    /// <summary>Whether a row is in reach: those of other access points only with the entire network. Wired devices associate nowhere and always are.</summary>
    public bool Reaches(StationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return EntireNetwork || row.IsLocal || row.Class is StationClass.AccessPoint or StationClass.InfrastructureHost or StationClass.Multicast;
    }

    /// <summary>Rows shown, by class and then by address, numerically.</summary>
    public ImmutableArray<StationRow> Apply(IEnumerable<StationRow> rows, string? text) =>
    [
        .. rows.Where(row => Classes.Contains(row.Class) && Reaches(row) && Contains(row, text?.Trim()))
            .OrderBy(row => row.Class).ThenBy(row => row.Address is null).ThenBy(row => row.Address).ThenBy(row => row.Mac),
    ];

    private static bool Contains(StationRow row, string? text) =>
        string.IsNullOrEmpty(text)
        || Searched(row).Any(cell => cell is not null && cell.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string?[] Searched(StationRow row) =>
        [row.Name, row.Address?.ToString(), row.Mac.ToBareString(), row.Mac.ToString(), row.State, row.ServiceSet, DeviceOf(row.Class), MobileIpOf(row), row.ReasonText];
}
