namespace ProxyMip.Testing;

/// <summary>Octets written as hexadecimal text, for golden tests.</summary>
public static class Hex
{
    /// <summary>Reads hexadecimal digits; blanks, line ends and <c>|</c> between fields are passed over, <c>#</c> starts a comment to the end of its line.</summary>
    public static byte[] Parse(string text)
    {
        var digits = text.Split('\n').Select(line => line.Split('#')[0]).SelectMany(line => line).Where(char.IsAsciiHexDigit);
        return Convert.FromHexString(string.Concat(digits));
    }

    /// <summary>Lower-case digits without separators.</summary>
    public static string Format(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(octets);
}
