using System.Globalization;
using ProxyMip.Config;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>The controls of the Event Log as typed. All of it is kept in the page's address.</summary>
public sealed record LogFilter
{
    /// <summary>Field of Index.</summary>
    public const string IndexField = "log-index";

    /// <summary>Field of Number of Events.</summary>
    public const string NumberField = "log-number";

    /// <summary>Field of the mobile node.</summary>
    public const string ClientField = "log-client";

    /// <summary>The entry of the minimum severity that shows nothing.</summary>
    public const string Silent = "silent";

    private const int Most = 500;

    /// <summary>Index; 0 is the newest.</summary>
    public string Index { get; init; } = "0";

    /// <summary>Number of Events.</summary>
    public string Number { get; init; } = "20";

    /// <summary>A group such as "warning", or the number of one severity; empty: all.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Number of the least severe level shown, or <see cref="Silent"/>.</summary>
    public string Minimum { get; init; } = "16";

    /// <summary>Text in the description.</summary>
    public string Text { get; init; } = "";

    /// <summary>Kind of event.</summary>
    public string Code { get; init; } = "";

    /// <summary>Mobile node.</summary>
    public string Client { get; init; } = "";

    /// <summary>Proxy Mobile IP only.</summary>
    public bool MobileIpOnly { get; init; }

    /// <summary>Uptime in place of the wall clock.</summary>
    public bool ByUptime { get; init; }

    /// <summary>Columns for number, type and mobile node.</summary>
    public bool Detail { get; init; }

    /// <summary>Whether anything beyond Index and Number of Events is set.</summary>
    public bool HasMore => this with { Index = "0", Number = "20" } != new LogFilter();

    /// <summary>The query, or null with findings.</summary>
    public EventQuery? TryQuery(FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!TryNumber(Index, int.MaxValue - Most, out var index))
            faults.Error("LOGV-02", IndexField, "Index must be a number; 0 is the newest event.");
        if (!TryNumber(Number, Most, out var number) || number == 0)
            faults.Error("LOGV-01", NumberField, "Number of Events must be 1 to 500.");
        Ipv4Address client = default;
        if (Client.Trim(' ').Length > 0 && !Ipv4Address.TryParse(Client.Trim(' '), out client))
            faults.Error("SA-01", ClientField, "Mobile node: enter an IPv4 address such as 10.30.0.200.");
        return faults.HasErrors ? null : new()
        {
            Index = index,
            Count = number,
            Only = SeverityOf(Severity),
            Group = Enum.TryParse<EventGroup>(Severity, ignoreCase: true, out var group) && !char.IsAsciiDigit(Severity[0]) ? group : null,
            MinimumSeverity = Minimum == Silent ? 0 : SeverityOf(Minimum) ?? EventSeverity.ExternalInfo,
            Text = Text,
            Code = Code.Trim(' '),
            Client = client.IsAny ? null : client,
            MobileIpOnly = MobileIpOnly,
        };
    }

    /// <summary>Older events.</summary>
    public LogFilter Next(EventQuery shown) => At(shown.Index + shown.Count);

    /// <summary>Newer events.</summary>
    public LogFilter Previous(EventQuery shown) => At(Math.Max(0, shown.Index - shown.Count));

    /// <summary>Parameters for the address; those with their usual value are left out.</summary>
    public IReadOnlyDictionary<string, object?> ToAddress() => new Dictionary<string, object?>
    {
        ["index"] = Unless(Index, "0"),
        ["count"] = Unless(Number, "20"),
        ["severity"] = Unless(Severity, ""),
        ["min"] = Unless(Minimum, "16"),
        ["q"] = Unless(Text, ""),
        ["code"] = Unless(Code, ""),
        ["client"] = Unless(Client, ""),
        ["pmip"] = MobileIpOnly ? "1" : null,
        ["time"] = ByUptime ? "uptime" : null,
        ["detail"] = Detail ? "1" : null,
    };

    private LogFilter At(int index) => this with { Index = index.ToString(CultureInfo.InvariantCulture) };

    private static string? Unless(string value, string usual) => value == usual ? null : value;

    private static EventSeverity? SeverityOf(string text) => TryNumber(text, 16, out var number) && number >= 2 ? (EventSeverity)number : null;

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
