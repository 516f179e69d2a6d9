namespace ProxyMip.Protocol.Radius;

/// <summary>
/// One attribute pair in text, vendor 9 type 1: <c>[protocol:]name=value</c>, or <c>*</c> for <c>=</c> when the pair is optional. Blanks around the parts and
/// quotation marks around the value are passed over. TACACS+ arguments have the same form without a protocol.
/// </summary>
public readonly ref struct CiscoAttributePair
{
    /// <summary>The vendor type that carries pairs.</summary>
    public const byte VendorType = 1;

    /// <summary>What stands before the colon, such as <c>mobileip</c>; empty without one.</summary>
    public ReadOnlySpan<char> Protocol { get; private init; }

    /// <summary>The name, such as <c>spi#0</c>.</summary>
    public ReadOnlySpan<char> Name { get; private init; }

    /// <summary>The value without quotation marks around it.</summary>
    public ReadOnlySpan<char> Value { get; private init; }

    /// <summary>True for <c>=</c>, false for <c>*</c>.</summary>
    public bool IsMandatory { get; private init; }

    /// <summary>Reads a pair; false when there is no separator or no name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CiscoAttributePair pair)
    {
        pair = default;
        text = Unquote(text.Trim('\0').Trim());
        var separator = text.IndexOfAny('=', '*');
        if (separator < 0)
            return false;
        var left = text[..separator];
        var colon = left.IndexOf(':');
        pair = new()
        {
            Protocol = colon < 0 ? default : left[..colon].Trim(),
            Name = left[(colon + 1)..].Trim(),
            Value = Unquote(text[(separator + 1)..].Trim()),
            IsMandatory = text[separator] == '=',
        };
        return !pair.Name.IsEmpty;
    }

    /// <summary>Whether this is the pair of a protocol and name; letter case does not matter.</summary>
    public bool Is(ReadOnlySpan<char> protocol, ReadOnlySpan<char> name) =>
        Protocol.Equals(protocol, StringComparison.OrdinalIgnoreCase) && Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == '"' && text[1..].IndexOf('"') == text.Length - 2 ? text[1..^1].Trim() : text;
}
