using System.Globalization;

namespace ProxyMip.Protocol.Wire;

/// <summary>
/// An IPv4 address. Text is read strictly: exactly four decimal numbers 0-255, no leading zeros, nothing else
/// (<c>10.1</c>, <c>0x0a000001</c>, <c>010.0.0.1</c> and <c>10.0.0.1/24</c> are refused).
/// </summary>
/// <param name="Value">The address in host order: 10.0.0.1 is 0x0A000001.</param>
public readonly record struct Ipv4Address(uint Value) : IComparable<Ipv4Address>
{
    /// <summary>Octets on the wire.</summary>
    public const int Size = 4;

    /// <summary>0.0.0.0.</summary>
    public static Ipv4Address Any => default;

    /// <summary>255.255.255.255.</summary>
    public static Ipv4Address Broadcast => new(0xffffffff);

    /// <summary>224.0.0.1 (RFC 1112).</summary>
    public static Ipv4Address AllSystems => new(0xe0000001);

    /// <summary>224.0.0.2 (RFC 1256).</summary>
    public static Ipv4Address AllRouters => new(0xe0000002);

    /// <summary>224.0.0.11 (RFC 5944 §2.3).</summary>
    public static Ipv4Address AllMobilityAgents => new(0xe000000b);

    /// <summary>Whether this is 0.0.0.0.</summary>
    public bool IsAny => Value == 0;

    /// <summary>Whether this is 255.255.255.255.</summary>
    public bool IsLimitedBroadcast => Value == 0xffffffff;

    /// <summary>The first two octets as a number.</summary>
    public ushort UpperHalf => (ushort)(Value >> 16);

    /// <summary>The third octet.</summary>
    public byte ThirdOctet => (byte)(Value >> 8);

    /// <summary>The last two octets as a number.</summary>
    public ushort LowerHalf => (ushort)Value;

    /// <summary>224.0.0.0/4.</summary>
    public bool IsMulticast => Value >> 28 == 0xe;

    /// <summary>127.0.0.0/8.</summary>
    public bool IsLoopback => Value >> 24 == 127;

    /// <summary>169.254.0.0/16.</summary>
    public bool IsLinkLocal => Value >> 16 == 0xa9fe;

    /// <summary>Whether a single host can have the address: not in 0/8, 127/8, 224/4 or 240/4.</summary>
    public bool IsUnicastHost => Value >> 24 is not (0 or 127) && Value >> 28 is not (0xe or 0xf);

    /// <summary>Parses dotted decimal text strictly; white space is not accepted.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Address address)
    {
        address = default;
        uint value = 0;
        for (var part = 0; part < 4; part++)
        {
            var digits = part < 3 ? text.IndexOf('.') : text.Length;
            if (digits is < 1 or > 3)
                return false;
            uint octet = 0;
            for (var i = 0; i < digits; i++)
            {
                if (!char.IsAsciiDigit(text[i]))
                    return false;
                octet = octet * 10 + (uint)(text[i] - '0');
            }
            if (octet > 255 || (digits > 1 && text[0] == '0'))
                return false;
            value = value << 8 | octet;
            text = part < 3 ? text[(digits + 1)..] : default;
        }
        address = new(value);
        return true;
    }

    /// <summary>Parses text that is known to be right, such as a constant.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static Ipv4Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv4 address such as 10.0.0.2.");

    /// <inheritdoc />
    public int CompareTo(Ipv4Address other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Value >> 24}.{Value >> 16 & 0xff}.{Value >> 8 & 0xff}.{Value & 0xff}");

    /// <summary>Numeric order.</summary>
    public static bool operator <(Ipv4Address left, Ipv4Address right) => left.Value < right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >(Ipv4Address left, Ipv4Address right) => left.Value > right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(Ipv4Address left, Ipv4Address right) => left.Value <= right.Value;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(Ipv4Address left, Ipv4Address right) => left.Value >= right.Value;
}
