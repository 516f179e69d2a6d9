using System.Globalization;

namespace ProxyMip.Host.Commands;

/// <summary>A share as typed: 0.05 or 5%.</summary>
internal static class ShareText
{
    public static bool TryParse(string? text, out double share)
    {
        share = 0;
        var trimmed = (text ?? "").Trim();
        var isPercent = trimmed.EndsWith('%');
        if (!double.TryParse(isPercent ? trimmed[..^1] : trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share))
            return false;
        if (isPercent)
            share /= 100;
        return share is >= 0 and <= 1;
    }
}
