using System.Globalization;

namespace ProxyMip.Web.Components.Layout;

/// <summary>Durations as the console writes them (screen specification 2).</summary>
public static class UptimeText
{
    /// <summary><c>00:19:57</c>, <c>1 day, 19:55:08</c>, <c>3 days, 01:12:57</c>.</summary>
    public static string Format(TimeSpan uptime)
    {
        var days = uptime.Days switch
        {
            0 => "",
            1 => "1 day, ",
            var more => string.Create(CultureInfo.InvariantCulture, $"{more} days, "),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{days}{uptime.Hours:00}:{uptime.Minutes:00}:{uptime.Seconds:00}");
    }

    /// <summary>The time between two moments in the same form; zero when the second is earlier.</summary>
    public static string Age(DateTimeOffset from, DateTimeOffset to) => Format(to > from ? to - from : TimeSpan.Zero);
}
