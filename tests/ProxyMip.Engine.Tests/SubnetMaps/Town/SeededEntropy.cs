using System.Buffers.Binary;
using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>SplitMix64: the same seed gives the same octets on every machine.</summary>
internal sealed class SeededEntropy(ulong seed) : EntropySource
{
    private ulong _state = seed;

    public override void Fill(Span<byte> destination)
    {
        Span<byte> octets = stackalloc byte[sizeof(ulong)];
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64BigEndian(octets, Next());
            var count = Math.Min(destination.Length, octets.Length);
            octets[..count].CopyTo(destination);
            destination = destination[count..];
        }
    }

    public int Below(int bound) => (int)(NextUInt64() % (ulong)bound);

    public bool Chance(double probability) => NextFraction() < probability;

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
