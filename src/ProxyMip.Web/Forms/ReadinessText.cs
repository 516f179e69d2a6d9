using System.Globalization;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>Readiness checks in words.</summary>
public static class ReadinessText
{
    /// <summary>Such as "3 checks, 1 warning": checks that are not fulfilled, and how many of them warn or block.</summary>
    public static string Summary(IReadOnlyCollection<ReadinessCheck> checks)
    {
        var open = checks.Count(check => check.Level != ReadinessLevel.Passed);
        var warnings = checks.Count(check => check.Level == ReadinessLevel.Warn);
        var blocks = checks.Count(check => check.Level == ReadinessLevel.Block);
        var text = $"{Count(open, "check")}, {Count(warnings, "warning")}";
        return blocks == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, {blocks} blocking");
    }

    /// <summary>The level as a word.</summary>
    public static string WordOf(ReadinessLevel level) => level switch
    {
        ReadinessLevel.Passed => "OK",
        ReadinessLevel.Info => "Info",
        ReadinessLevel.Warn => "Warning",
        _ => "Block",
    };

    /// <summary>Style class of a level; the word is always shown as well.</summary>
    public static string ClassOf(ReadinessLevel level) => level switch
    {
        ReadinessLevel.Passed => "up",
        ReadinessLevel.Info => "sev-info",
        ReadinessLevel.Warn => "sev-warning",
        _ => "down",
    };

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
