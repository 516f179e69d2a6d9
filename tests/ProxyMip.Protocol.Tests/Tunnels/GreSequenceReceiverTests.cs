using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class GreSequenceReceiverTests
{
    [Theory]
    [InlineData(null, 0u, GreSequenceVerdict.InOrder)]          // a flow starts at 0
    [InlineData(null, 5u, GreSequenceVerdict.Gap)]              // the receiver joined in the middle
    [InlineData(null, 0xf0000000u, GreSequenceVerdict.Gap)]
    [InlineData(7u, 8u, GreSequenceVerdict.InOrder)]
    [InlineData(7u, 9u, GreSequenceVerdict.Gap)]
    [InlineData(7u, 0x80000006u, GreSequenceVerdict.Gap)]       // 2^31 - 1 ahead
    [InlineData(7u, 7u, GreSequenceVerdict.OutOfSequence)]      // a duplicate
    [InlineData(7u, 6u, GreSequenceVerdict.OutOfSequence)]
    [InlineData(7u, 0x80000008u, GreSequenceVerdict.OutOfSequence)] // 2^31 - 1 behind
    [InlineData(0xffffffffu, 0u, GreSequenceVerdict.InOrder)]   // numbers wrap
    [InlineData(0xffffffffu, 1u, GreSequenceVerdict.Gap)]
    [InlineData(0u, 0xffffffffu, GreSequenceVerdict.OutOfSequence)]
    [Requirement("TUN-047")]
    public void Receive_Number_IsJudgedByItsDistance(uint? last, uint sequence, GreSequenceVerdict expected)
    {
        var before = new GreSequenceReceiver { Last = last };
        var after = before.Receive(sequence, out var verdict);
        Assert.Equal(expected, verdict);
        Assert.Equal(verdict == GreSequenceVerdict.OutOfSequence ? last : sequence, after.Last);
    }
}
