using System.Security.Cryptography;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>A pre-shared key of the subnet map exchange and the number that names it.</summary>
public sealed class MapKey
{
    /// <summary>Fewest octets of a key.</summary>
    public const int MinSize = 16;

    /// <summary>Most octets of a key.</summary>
    public const int MaxSize = 64;

    // Setting up the key costs three times what a short message does, so it is kept set up. Whoever uses it takes it away; a second thread makes its own.
    private IncrementalHash? _spare;

    /// <summary>Names a key.</summary>
    /// <param name="id">1 to 65535.</param>
    /// <param name="secret">16 to 64 octets.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is 0, or the key too short or too long.</exception>
    public MapKey(ushort id, SecretKey secret)
    {
        ArgumentOutOfRangeException.ThrowIfZero(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Octets.Length, MinSize, nameof(secret));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Octets.Length, MaxSize, nameof(secret));
        Id = id;
        Secret = secret;
    }

    /// <summary>1 to 65535.</summary>
    public ushort Id { get; }

    /// <summary>The key itself.</summary>
    public SecretKey Secret { get; }

    /// <summary>Computes the HMAC-SHA-256 over octets.</summary>
    /// <param name="octets">What is covered.</param>
    /// <param name="destination">At least 32 octets.</param>
    internal void Sign(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        var hash = Interlocked.Exchange(ref _spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Secret.Octets);
        hash.AppendData(octets);
        hash.GetHashAndReset(destination);
        _spare = hash;
    }

    /// <summary>Compares the HMAC over octets with one received, in constant time.</summary>
    internal bool Verify(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> hmac)
    {
        Span<byte> computed = stackalloc byte[MapHeader.TrailerSize];
        Sign(octets, computed);
        return CryptographicOperations.FixedTimeEquals(computed, hmac);
    }
}
