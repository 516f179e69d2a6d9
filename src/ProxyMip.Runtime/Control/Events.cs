using ProxyMip.Protocol.Wire;

namespace ProxyMip.Runtime.Control;

/// <summary>The fifteen severities, numbered as stored; 2 is the most severe.</summary>
public enum EventSeverity
{
    /// <summary>System Fatal.</summary>
    SystemFatal = 2,

    /// <summary>Protocol Fatal.</summary>
    ProtocolFatal = 3,

    /// <summary>Port Fatal.</summary>
    PortFatal = 4,

    /// <summary>System Alert.</summary>
    SystemAlert = 5,

    /// <summary>Protocol Alert.</summary>
    ProtocolAlert = 6,

    /// <summary>Port Alert.</summary>
    PortAlert = 7,

    /// <summary>External Alert.</summary>
    ExternalAlert = 8,

    /// <summary>System Warning.</summary>
    SystemWarning = 9,

    /// <summary>Protocol Warning.</summary>
    ProtocolWarning = 10,

    /// <summary>Port Warning.</summary>
    PortWarning = 11,

    /// <summary>External Warning.</summary>
    ExternalWarning = 12,

    /// <summary>System Info.</summary>
    SystemInfo = 13,

    /// <summary>Protocol Info.</summary>
    ProtocolInfo = 14,

    /// <summary>Port Info.</summary>
    PortInfo = 15,

    /// <summary>External Info.</summary>
    ExternalInfo = 16,
}

/// <summary>The four groups of severities, each with its colour.</summary>
public enum EventGroup
{
    /// <summary>Fatal.</summary>
    Fatal,

    /// <summary>Alert.</summary>
    Alert,

    /// <summary>Warning.</summary>
    Warning,

    /// <summary>Info.</summary>
    Info,
}

/// <summary>One entry of the event log.</summary>
/// <param name="Id">Rising number within the node.</param>
/// <param name="At">Time of day, UTC.</param>
/// <param name="Uptime">Uptime, for display without a set clock.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Code">Kind of event.</param>
/// <param name="Text">Description.</param>
/// <param name="Client">Mobile node concerned.</param>
/// <param name="Station">Its Ethernet address.</param>
/// <param name="IsMobileIp">Whether it is about Proxy Mobile IP.</param>
public sealed record EventRecord(long Id, DateTimeOffset At, TimeSpan Uptime, EventSeverity Severity, string Code, string Text, Ipv4Address? Client,
    MacAddress? Station, bool IsMobileIp);

/// <summary>A page of the event log.</summary>
public sealed record EventQuery
{
    /// <summary>Index of the first event; 0 is the newest.</summary>
    public int Index { get; init; }

    /// <summary>Number of Events, 1 to 500.</summary>
    public int Count { get; init; } = 20;

    /// <summary>Least severe level shown.</summary>
    public EventSeverity MinimumSeverity { get; init; } = EventSeverity.ExternalInfo;

    /// <summary>Only this severity.</summary>
    public EventSeverity? Only { get; init; }

    /// <summary>Only this group of severities.</summary>
    public EventGroup? Group { get; init; }

    /// <summary>Text the kind of event must contain.</summary>
    public string? Code { get; init; }

    /// <summary>Text the description must contain.</summary>
    public string? Text { get; init; }

    /// <summary>Only this mobile node.</summary>
    public Ipv4Address? Client { get; init; }

    /// <summary>Proxy Mobile IP only.</summary>
    public bool MobileIpOnly { get; init; }

    /// <summary>The group a severity belongs to.</summary>
    public static EventGroup GroupOf(EventSeverity severity) => severity switch
    {
        <= EventSeverity.PortFatal => EventGroup.Fatal,
        <= EventSeverity.ExternalAlert => EventGroup.Alert,
        <= EventSeverity.ExternalWarning => EventGroup.Warning,
        _ => EventGroup.Info,
    };

    /// <summary>Whether an entry passes the filters; the page of the log is not looked at.</summary>
    public bool Matches(EventRecord entry) =>
        entry.Severity <= MinimumSeverity
        && (Only is null || entry.Severity == Only)
        && (Group is null || GroupOf(entry.Severity) == Group)
        && (Client is null || entry.Client == Client)
        && (!MobileIpOnly || entry.IsMobileIp)
        && (string.IsNullOrEmpty(Code) || entry.Code.Contains(Code, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(Text) || entry.Text.Contains(Text, StringComparison.OrdinalIgnoreCase));
}
