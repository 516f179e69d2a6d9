using System.Security.Cryptography;

namespace ProxyMip.Protocol.Security;

/// <summary>
/// A shared key of any octets and any length from 1. Prints as asterisks, compares in fixed time, and is copied on the way in.
/// </summary>
public sealed class SecretKey : IEquatable<SecretKey>
{
    private readonly byte[] _octets;

    /// <summary>Copies the octets.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public SecretKey(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            throw new ArgumentException("A key has at least one octet.");
        _octets = octets.ToArray();
    }

    /// <summary>The key itself; for authenticators only, never for display.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Reads a 128-bit key of exactly 32 hexadecimal digits (manual, Local SA Bindings).</summary>
    public static bool TryParseGroupKey(ReadOnlySpan<char> text, out SecretKey? key)
    {
        key = null;
        return text.Length == 32 && TryParseHex(text, out key);
    }

    /// <summary>Reads an even, non-zero number of hexadecimal digits of either case.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> text, out SecretKey? key)
    {
        key = null;
        if (text.Length == 0 || text.Length % 2 != 0)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        key = new(Convert.FromHexString(text));
        return true;
    }

    /// <inheritdoc />
    public bool Equals(SecretKey? other) => other is not null && CryptographicOperations.FixedTimeEquals(_octets, other._octets);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretKey);

    /// <summary>Depends on the length only, so that nothing about the key leaks.</summary>
    public override int GetHashCode() => _octets.Length;

    /// <summary>Always the same run of asterisks.</summary>
    public override string ToString() => "********";
}
