using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Repeatable random octets.</summary>
internal sealed class SeededEntropy(int seed = 1) : EntropySource
{
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> destination) => _random.NextBytes(destination);
}
