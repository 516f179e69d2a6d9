namespace ProxyMip.Host.Commands;

/// <summary>Octets as people paste them: digits of either case, in groups separated by blanks, colons, dashes or line ends, <c>0x</c> in front or not.</summary>
internal static class HexText
{
    /// <summary>Reads at least one octet.</summary>
    public static bool TryParse(string text, out byte[] octets)
    {
        octets = [];
        var trimmed = text.Trim();
        if (trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            trimmed = trimmed[2..];
        var digits = string.Concat(trimmed.Where(character => !char.IsWhiteSpace(character) && character is not (':' or '-')));
        if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            return false;
        octets = Convert.FromHexString(digits);
        return true;
    }
}
