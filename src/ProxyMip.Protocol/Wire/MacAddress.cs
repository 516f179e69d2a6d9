using System.Buffers.Binary;
using System.Globalization;

namespace ProxyMip.Protocol.Wire;

/// <summary>An Ethernet address (EUI-48).</summary>
/// <param name="Value">48 bits; the first octet on the wire is the most significant.</param>
public readonly record struct MacAddress(ulong Value) : IComparable<MacAddress>
{
    /// <summary>Octets on the wire.</summary>
    public const int Size = 6;

    /// <summary>ff:ff:ff:ff:ff:ff.</summary>
    public static MacAddress Broadcast => new(0xffffffffffff);

    /// <summary>Whether all bits are zero: no address known.</summary>
    public bool IsZero => Value == 0;

    /// <summary>Whether all bits are one.</summary>
    public bool IsBroadcast => Value == 0xffffffffffff;

    /// <summary>Whether the group bit is set; true for the broadcast address too.</summary>
    public bool IsGroup => (Value >> 40 & 1) == 1;

    /// <summary>The group address an IPv4 multicast address is sent to (RFC 1112 §6.4).</summary>
    public static MacAddress ForMulticast(Ipv4Address group) => new(0x01005e000000UL | (group.Value & 0x7fffff));

    /// <summary>Reads the first six octets, which must be there.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> octets) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(octets) << 32 | BinaryPrimitives.ReadUInt32BigEndian(octets[2..]));

    /// <summary>Writes six octets.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)Value);
    }

    /// <summary>
    /// Reads twelve hexadecimal digits, bare or in pairs separated throughout by <c>:</c>, <c>-</c> or a blank, or in three groups of four
    /// separated by dots.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        var group = text.Length switch { 12 => 12, 17 => 2, 14 => 4, _ => 0 };
        if (group == 0)
            return false;
        var separator = group switch { 2 => text[2], 4 => '.', _ => '\0' };
        if (group == 2 && separator is not (':' or '-' or ' '))
            return false;
        ulong value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (group < 12 && i % (group + 1) == group)
            {
                if (text[i] != separator)
                    return false;
            }
            else if (char.IsAsciiHexDigit(text[i]))
                value = value << 4 | HexDigit(text[i]);
            else
                return false;
        }
        address = new(value);
        return true;
    }

    /// <summary>Parses text that is known to be right, such as a constant.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static MacAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an Ethernet address such as 00:00:67:02:51:93.");

    /// <summary>Twelve lower-case digits without separators, as the console and RADIUS show it.</summary>
    public string ToBareString() => Value.ToString("x12", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public int CompareTo(MacAddress other) => Value.CompareTo(other.Value);

    /// <summary>Pairs of lower-case digits separated by colons.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Value >> 40 & 0xff:x2}:{Value >> 32 & 0xff:x2}:{Value >> 24 & 0xff:x2}:{Value >> 16 & 0xff:x2}:{Value >> 8 & 0xff:x2}:{Value & 0xff:x2}");

    /// <summary>Numeric order.</summary>
    public static bool operator <(MacAddress left, MacAddress right) => left.Value < right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >(MacAddress left, MacAddress right) => left.Value > right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(MacAddress left, MacAddress right) => left.Value <= right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(MacAddress left, MacAddress right) => left.Value >= right.Value;

    private static uint HexDigit(char digit) => (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}
