using ProxyMip.Engine.Core;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Random octets that are the same in every run (splitmix64), or all of them one value.</summary>
internal sealed class SeededEntropy : EntropySource
{
    private ulong _state = 1;

    /// <summary>Every octet asked for has this value; null: random ones.</summary>
    public byte[]? Fixed { get; set; }

    public override void Fill(Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Fixed is { Length: > 0 } octets ? octets[i % octets.Length] : Next();
    }

    private byte Next()
    {
        _state += 0x9e3779b97f4a7c15;
        var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return (byte)(mixed >> 56);
    }
}
