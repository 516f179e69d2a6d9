namespace ProxyMip.Protocol.Wire;

/// <summary>
/// A host name of RFC 1123 labels, at most 128 characters. The last label must not be a number (decimal or <c>0x…</c>), and a text of digits and
/// dots only is never a name, so that a mistyped address is not taken for one.
/// </summary>
public sealed record HostName
{
    /// <summary>Most characters a name may have.</summary>
    public const int MaxLength = 128;

    private HostName(string text) => Text = text;

    /// <summary>The name as typed.</summary>
    public string Text { get; }

    /// <summary>Reads a name strictly; white space is not accepted.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HostName? name)
    {
        name = null;
        if (text.Length is 0 or > MaxLength)
            return false;
        var last = default(ReadOnlySpan<char>);
        foreach (var range in text.Split('.'))
        {
            last = text[range];
            if (!IsLabel(last))
                return false;
        }
        if (IsNumber(last))
            return false;
        name = new(text.ToString());
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<char> label) =>
        !label.ContainsAnyExceptInRange('0', '9')
        || (label.Length > 2 && label[0] == '0' && label[1] is 'x' or 'X' && IsHex(label[2..]));

    private static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        return true;
    }
}
