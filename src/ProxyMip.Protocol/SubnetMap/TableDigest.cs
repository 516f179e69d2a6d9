using System.Globalization;
using System.Security.Cryptography;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// SHA-256 over home agent (4 octets) and prefix length (1 octet) of every row in canonical order, and nothing else: equal tables have equal
/// digests whoever computed them, whatever states and counts they show.
/// </summary>
public readonly record struct TableDigest
{
    /// <summary>Octets on the wire.</summary>
    public const int Size = 32;

    private const int RowSize = Ipv4Address.Size + 1;
    private const int RowsAtOnce = 128;

    private readonly ulong _a, _b, _c, _d;

    private TableDigest(ref WireReader wire)
    {
        _a = wire.ReadUInt64();
        _b = wire.ReadUInt64();
        _c = wire.ReadUInt64();
        _d = wire.ReadUInt64();
    }

    /// <summary>All zero: there is no table. An empty table has another digest, that of no octets.</summary>
    public static TableDigest None => default;

    /// <summary>Whether there is no table.</summary>
    public bool IsNone => this == default;

    /// <summary>Reads 32 octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out TableDigest digest, out WireFault fault)
    {
        var wire = new WireReader(octets);
        digest = new(ref wire);
        return wire.Succeeded(out fault);
    }

    /// <summary>The digest of rows that are in canonical order already.</summary>
    public static TableDigest Compute(ReadOnlySpan<MapEntry> canonical)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> octets = stackalloc byte[RowsAtOnce * RowSize];
        while (!canonical.IsEmpty)
        {
            var now = Math.Min(canonical.Length, RowsAtOnce);
            var wire = new WireWriter(octets);
            foreach (ref readonly var entry in canonical[..now])
            {
                wire.WriteAddress(entry.HomeAgent);
                wire.WriteUInt8(entry.PrefixLength);
            }
            hash.AppendData(octets[..wire.Written]);
            canonical = canonical[now..];
        }
        Span<byte> result = stackalloc byte[Size];
        hash.GetHashAndReset(result);
        var reader = new WireReader(result);
        return new(ref reader);
    }

    /// <summary>Writes 32 octets.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        Write(ref wire);
        return wire.Written;
    }

    /// <summary>Sixty-four hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}");

    internal static TableDigest Read(ref WireReader wire) => new(ref wire);

    internal void Write(ref WireWriter wire)
    {
        wire.WriteUInt64(_a);
        wire.WriteUInt64(_b);
        wire.WriteUInt64(_c);
        wire.WriteUInt64(_d);
    }
}
