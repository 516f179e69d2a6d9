using System.Buffers.Binary;
using System.Numerics;
using ProxyMip.Engine.Core;

namespace ProxyMip.Simulation.Time;

/// <summary>
/// The only source of chance in the network in memory: xoshiro256**, seeded through SplitMix64. The same seed gives the same run, octet for octet.
/// </summary>
public sealed class SeededEntropy : EntropySource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any number; equal seeds give equal sequences.</param>
    public SeededEntropy(ulong seed)
    {
        _s0 = Mix(ref seed);
        _s1 = Mix(ref seed);
        _s2 = Mix(ref seed);
        _s3 = Mix(ref seed);
    }

    /// <summary>An independent sequence for one part of the network, so that a change in one part does not shift the chances of another.</summary>
    /// <param name="name">Names the part, such as a node.</param>
    public SeededEntropy Fork(ReadOnlySpan<char> name)
    {
        var hash = 0xcbf29ce484222325UL; // FNV-1a
        foreach (var c in name)
            hash = (hash ^ c) * 0x100000001b3UL;
        return new(hash ^ BitOperations.RotateLeft(_s0, 17) ^ _s2);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Whether something of this probability happens. 0 and 1 draw nothing.</summary>
    public bool Happens(double probability) => probability > 0 && (probability >= 1 || (Next() >> 11) < probability * (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    /// <inheritdoc />
    public override void Fill(Span<byte> destination)
    {
        while (destination.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination, Next());
            destination = destination[sizeof(ulong)..];
        }
        if (destination.IsEmpty)
            return;
        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(rest, Next());
        rest[..destination.Length].CopyTo(destination);
    }

    private static ulong Mix(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15UL;
        var mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebUL;
        return mixed ^ (mixed >> 31);
    }
}
