using System.Globalization;
using System.Numerics;

namespace ProxyMip.Protocol.Wire;

/// <summary>A network: address and prefix length. Host bits are always zero; the constructor clears them.</summary>
public readonly record struct Ipv4Prefix : IComparable<Ipv4Prefix>
{
    /// <summary>The network an address belongs to.</summary>
    /// <param name="address">Any address inside the network.</param>
    /// <param name="length">Bits, 0 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is above 32.</exception>
    public Ipv4Prefix(Ipv4Address address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 32);
        Length = length;
        Network = new(address.Value & MaskOf(length));
    }

    /// <summary>The network address.</summary>
    public Ipv4Address Network { get; }

    /// <summary>Bits, 0 to 32.</summary>
    public int Length { get; }

    /// <summary>The subnet mask, such as 255.255.255.0.</summary>
    public Ipv4Address Mask => new(MaskOf(Length));

    /// <summary>The directed broadcast address; equal to the network for /32.</summary>
    public Ipv4Address DirectedBroadcast => new(Network.Value | ~MaskOf(Length));

    /// <summary>Whether the address lies inside.</summary>
    public bool Contains(Ipv4Address address) => (address.Value & MaskOf(Length)) == Network.Value;

    /// <summary>Whether the address is one a host of this network can have: inside, and neither network nor broadcast address (up to /30).</summary>
    public bool ContainsHost(Ipv4Address address) =>
        Contains(address) && (Length >= 31 || (address != Network && address != DirectedBroadcast));

    /// <summary>Reads <c>10.0.0.0/24</c>; host bits must be zero.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ipv4Prefix prefix)
    {
        prefix = default;
        if (!TryParseInterface(text, out var address, out var length))
            return false;
        prefix = new(address, length);
        return prefix.Network == address;
    }

    /// <summary>Reads <c>10.0.0.1/24</c>: the address of an interface and the length of its prefix.</summary>
    public static bool TryParseInterface(ReadOnlySpan<char> text, out Ipv4Address address, out int length)
    {
        (address, length) = (default, 0);
        var slash = text.IndexOf('/');
        if (slash < 0 || !Ipv4Address.TryParse(text[..slash], out address))
            return false;
        var digits = text[(slash + 1)..];
        if (digits.Length is < 1 or > 2 || (digits.Length == 2 && digits[0] == '0')
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return false;
        return length <= 32;
    }

    /// <summary>Reads a dotted mask such as 255.255.255.0; the one bits must be contiguous from the top.</summary>
    public static bool TryParseMask(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (!Ipv4Address.TryParse(text, out var mask))
            return false;
        length = BitOperations.LeadingZeroCount(~mask.Value);
        return mask.Value == MaskOf(length);
    }

    /// <summary>Parses text that is known to be right, such as a constant.</summary>
    /// <exception cref="FormatException">The text is not a prefix.</exception>
    public static Ipv4Prefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not a prefix such as 10.30.0.0/24.");

    /// <summary>Network ascending, then length ascending: the canonical order of the subnet map.</summary>
    public int CompareTo(Ipv4Prefix other) =>
        Network != other.Network ? Network.CompareTo(other.Network) : Length.CompareTo(other.Length);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network}/{Length}");

    /// <summary>Canonical order.</summary>
    public static bool operator <(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) < 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) > 0;

    /// <summary>Canonical order.</summary>
    public static bool operator <=(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) <= 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >=(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) >= 0;

    private static uint MaskOf(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
