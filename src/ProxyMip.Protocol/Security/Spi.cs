using System.Globalization;

namespace ProxyMip.Protocol.Security;

/// <summary>A Security Parameter Index, RFC 5944 §1.6. Values 0-255 are reserved and can never be configured.</summary>
/// <param name="Value">32 bits.</param>
public readonly record struct Spi(uint Value) : IComparable<Spi>
{
    /// <summary>Smallest value that may be configured: hexadecimal 100.</summary>
    public const uint MinAssignable = 0x100;

    /// <summary>Octets on the wire.</summary>
    public const int Size = 4;

    /// <summary>Whether the value is in the reserved range 0-255.</summary>
    public bool IsReserved => Value < MinAssignable;

    /// <summary>Reads one to eight hexadecimal digits without prefix, value 100 to FFFFFFFF (manual, Local SA Bindings).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Spi spi)
    {
        spi = default;
        if (text.Length is 0 or > 8)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        spi = new(uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return !spi.IsReserved;
    }

    /// <inheritdoc />
    public int CompareTo(Spi other) => Value.CompareTo(other.Value);

    /// <summary>Eight upper-case hexadecimal digits, as the console shows it.</summary>
    public override string ToString() => Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>Numeric order.</summary>
    public static bool operator <(Spi left, Spi right) => left.Value < right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >(Spi left, Spi right) => left.Value > right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(Spi left, Spi right) => left.Value <= right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(Spi left, Spi right) => left.Value >= right.Value;
}
