using System.Globalization;
using System.Text.Json;

namespace ProxyMip.Testing;

/// <summary>How one authentication extension of a vector was made.</summary>
public sealed class VectorAuthentication
{
    internal VectorAuthentication(JsonElement item)
    {
        Extension = item.GetProperty("extension").GetByte();
        Offset = item.GetProperty("offset").GetInt32();
        Spi = uint.Parse(item.GetProperty("spi").GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Algorithm = item.GetProperty("algorithm").GetString()!;
        Key = Hex.Parse(item.GetProperty("key_hex").GetString()!);
        CoveredUntil = item.GetProperty("covered_bytes")[1].GetInt32();
        Authenticator = Hex.Parse(item.GetProperty("authenticator_hex").GetString()!);
        IsValid = item.GetProperty("valid").GetBoolean();
    }

    /// <summary>Extension type: 32, 33, 34 or 36.</summary>
    public byte Extension { get; }

    /// <summary>Where the extension starts, in octets of the UDP payload.</summary>
    public int Offset { get; }

    /// <summary>The Security Parameter Index.</summary>
    public uint Spi { get; }

    /// <summary><c>hmac-md5</c>, <c>md5-prefix-suffix</c>, <c>md5-prefix-suffix-rfc2002</c> or <c>chap-md5</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The key, any octets.</summary>
    public byte[] Key { get; }

    /// <summary>First octet the authenticator does not cover; cover starts at 0.</summary>
    public int CoveredUntil { get; }

    /// <summary>The authenticator that stands in the octets.</summary>
    public byte[] Authenticator { get; }

    /// <summary>Whether it is the right one.</summary>
    public bool IsValid { get; }
}
