using System.Globalization;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Layout;

namespace ProxyMip.Web.Forms;

/// <summary>The Time column of the event log (screen specification 5.15).</summary>
public static class EventTime
{
    /// <summary>Wall clock as <c>YYYY/MM/DD HH:MM:SS</c>, UTC.</summary>
    public static string Wall(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Wall clock, or the uptime at the event.</summary>
    public static string Of(EventRecord entry, bool byUptime) => byUptime ? UptimeText.Format(entry.Uptime) : Wall(entry.At);
}
