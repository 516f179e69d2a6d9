using System.Globalization;
using System.Text;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>How numbers, octets and faults are written for people.</summary>
internal static class Wording
{
    private const int LongestOctets = 64;

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Hex(uint value, int digits = 4) => "0x" + value.ToString("x" + Number(digits), CultureInfo.InvariantCulture);

    public static string Octets(ReadOnlySpan<byte> octets) => octets.Length switch
    {
        0 => "none",
        <= LongestOctets => Convert.ToHexStringLower(octets),
        _ => $"{Convert.ToHexStringLower(octets[..LongestOctets])}… ({octets.Length} octets)",
    };

    /// <summary>Text from the network: control characters never reach the terminal.</summary>
    public static string Text(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        foreach (var character in Encoding.UTF8.GetString(octets))
            text.Append(char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format ? '\ufffd' : character);
        return text.ToString();
    }

    public static string Seconds(ushort value) => value == ushort.MaxValue ? "65535, infinite" : $"{Number(value)} s";

    public static string Lifetime(RegistrationLifetime lifetime) => lifetime switch
    {
        { IsInfinite: true } => "65535, infinite",
        { IsZero: true } => "0, deregistration",
        _ => $"{Number(lifetime.Seconds)} s",
    };

    /// <summary>The instant an Identification or epoch names, in UTC, to the millisecond.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Fault(WireFault fault) => fault.Kind switch
    {
        WireFaultKind.Truncated => $"ends too early, at octet {fault.Offset}",
        WireFaultKind.UnexpectedValue => $"a type, code or version that does not belong here, at octet {fault.Offset}",
        WireFaultKind.BadLength => $"a length that contradicts what is there, at octet {fault.Offset}",
        WireFaultKind.BadChecksum => $"wrong checksum, at octet {fault.Offset}",
        WireFaultKind.UnknownExtension => $"an unknown extension that must not be skipped, at octet {fault.Offset}",
        WireFaultKind.ForbiddenValue => $"a value the specification forbids, at octet {fault.Offset}",
        WireFaultKind.OutOfOrder => $"an extension out of its order, at octet {fault.Offset}",
        _ => "no fault",
    };

    /// <summary>Letters of the bits that are set, in wire order, each with its meaning.</summary>
    public static (string Letters, string? Meaning) Flags(uint value, ReadOnlySpan<(uint Mask, string Letter, string Meaning)> names)
    {
        var letters = new List<string>();
        var meanings = new List<string>();
        foreach (var (mask, letter, meaning) in names)
        {
            if ((value & mask) == 0)
                continue;
            letters.Add(letter);
            meanings.Add(meaning);
        }
        return letters.Count == 0 ? ("none", null) : (string.Join(' ', letters), string.Join(", ", meanings));
    }
}
