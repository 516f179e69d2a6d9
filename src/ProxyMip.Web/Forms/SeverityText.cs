using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>Severities in words and style classes (screen specification 5.15).</summary>
public static class SeverityText
{
    /// <summary>All fifteen, most severe first.</summary>
    public static EventSeverity[] All { get; } = Enum.GetValues<EventSeverity>();

    /// <summary>Such as "Protocol Info".</summary>
    public static string Of(EventSeverity severity)
    {
        var name = severity.ToString();
        var at = name.LastIndexOfAny([.. "FAWI"]);
        return $"{name[..at]} {name[at..]}";
    }

    /// <summary>Style class; the word is always shown as well.</summary>
    public static string ClassOf(EventSeverity severity) => Of(severity).Split(' ')[1] switch
    {
        "Fatal" => "sev-fatal",
        "Alert" => "sev-alert",
        "Warning" => "sev-warning",
        _ => "sev-info",
    };
}
