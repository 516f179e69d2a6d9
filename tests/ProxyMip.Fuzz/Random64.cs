using System.Numerics;

namespace ProxyMip.Fuzz;

/// <summary>xoshiro-style generator on two words: fast, seeded, the same on every machine.</summary>
public sealed class Random64
{
    private ulong _a;
    private ulong _b;

    public Random64(ulong seed)
    {
        _a = Mix(seed + 0x9E3779B97F4A7C15);
        _b = Mix(seed + 0x3C6EF372FE94F82A) | 1;
    }

    public ulong Next()
    {
        var (s, t) = (_a, _b);
        var result = BitOperations.RotateLeft(s + t, 17) + s;
        t ^= s;
        _a = BitOperations.RotateLeft(s, 49) ^ t ^ (t << 21);
        _b = BitOperations.RotateLeft(t, 28);
        return result;
    }

    /// <summary>From 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)((uint)(Next() >> 32) * (ulong)bound >> 32);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
