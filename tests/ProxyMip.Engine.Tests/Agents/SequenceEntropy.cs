using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>Random octets out of a seed, the same in every run (splitmix64).</summary>
internal sealed class SequenceEntropy(ulong seed) : EntropySource
{
    private ulong _state = seed;

    public override void Fill(Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            _state += 0x9e3779b97f4a7c15;
            var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            destination[i] = (byte)(mixed >> 56);
        }
    }
}
