using System.Buffers.Binary;

namespace ProxyMip.Engine.Core;

/// <summary>
/// Random octets handed to a machine by whoever drives it: a strong generator on a real node, a seeded one in the network in memory.
/// A machine never draws random values of its own accord.
/// </summary>
public abstract class EntropySource
{
    /// <summary>Fills the destination.</summary>
    public abstract void Fill(Span<byte> destination);

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        Fill(octets);
        return BinaryPrimitives.ReadUInt64BigEndian(octets);
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        Span<byte> octets = stackalloc byte[sizeof(uint)];
        Fill(octets);
        return BinaryPrimitives.ReadUInt32BigEndian(octets);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextFraction() => (NextUInt64() >> 11) / (double)(1UL << 53);

    /// <summary>A duration uniform between two bounds, in steps of 100 ns.</summary>
    public TimeSpan Between(TimeSpan low, TimeSpan high) => low + TimeSpan.FromTicks((long)((high - low).Ticks * NextFraction()));
}
