using System.Security.Cryptography;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The configured list of authoritative access points, as HELLO compares it (manual: every access point must have the same).</summary>
public static class AapList
{
    /// <summary>Most authoritative access points (manual).</summary>
    public const int MaxCount = 3;

    /// <summary>The first 8 octets of SHA-256 over the count and the addresses in configured order.</summary>
    /// <exception cref="ArgumentException">There are more than three addresses.</exception>
    public static ulong Digest(ReadOnlySpan<Ipv4Address> addresses)
    {
        Span<byte> octets = stackalloc byte[1 + MaxCount * Ipv4Address.Size];
        var wire = new WireWriter(octets);
        wire.WriteUInt8((byte)addresses.Length);
        foreach (var address in addresses)
            wire.WriteAddress(address);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(octets[..wire.Written], hash);
        return new WireReader(hash).ReadUInt64();
    }
}
