using System.Globalization;

namespace ProxyMip.Config.Network;

/// <summary>Time Server Setup (screen specification 5.17).</summary>
/// <param name="SntpEnabled">Simple Network Time Protocol. Default disabled.</param>
/// <param name="Server">Default Time Server; null when blank.</param>
/// <param name="GmtOffsetHours">-12 to +12. Default 0.</param>
/// <param name="DaylightSavings">Use Daylight Savings Time. Default yes.</param>
public sealed record TimeConfig(bool SntpEnabled, PeerName? Server, int GmtOffsetHours, bool DaylightSavings)
{
    /// <summary>Disabled, blank, 0, yes.</summary>
    public static TimeConfig Default { get; } = new(false, null, 0, true);
}

/// <summary>The page as typed.</summary>
public sealed class TimeInput
{
    /// <summary>Simple Network Time Protocol.</summary>
    public bool SntpEnabled { get; set; }

    /// <summary>Default Time Server.</summary>
    public string Server { get; set; } = "";

    /// <summary>GMT Offset (hr).</summary>
    public string GmtOffset { get; set; } = "0";

    /// <summary>Use Daylight Savings Time.</summary>
    public bool DaylightSavings { get; set; } = true;

    /// <summary>The form for a stored section.</summary>
    public static TimeInput From(TimeConfig section) => new()
    {
        SntpEnabled = section.SntpEnabled,
        Server = section.Server?.Text ?? "",
        GmtOffset = section.GmtOffsetHours.ToString(CultureInfo.InvariantCulture),
        DaylightSavings = section.DaylightSavings,
    };
}

/// <summary>Rules of the Time Server page.</summary>
public static class TimeRules
{
    /// <summary>Builds the section, or adds errors and returns null.</summary>
    public static TimeConfig? TryBuild(TimeInput input, FaultList faults)
    {
        if (!int.TryParse(input.GmtOffset.Trim(' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) || offset is < -12 or > 12)
            faults.Error("TIM-01", "time-offset", "The GMT offset must be -12 to +12 hours.");
        PeerName? server = null;
        if (input.Server.Trim(' ').Length > 0 && (server = PeerName.TryParse(input.Server)) is null)
            faults.Error("TIM-02", "time-server", "Enter an IPv4 address or a host name of at most 128 characters.");
        if (input.SntpEnabled && server is null && !faults.HasErrorAt("time-server"))
            faults.Error("TIM-03", "time-server", "Enter a time server before enabling SNTP.");
        return faults.HasErrors ? null : new(input.SntpEnabled, server, offset, input.DaylightSavings);
    }
}
