using CsCheck;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Registration;

public sealed class RetryRulesTests
{
    private static readonly RegistrationLifetime s_long = new(1800);

    [Theory]
    [Requirement("APX-072")]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 3, 4)]
    [InlineData(4, 7, 8)]
    [InlineData(5, 15, 8)]
    [InlineData(50, 59, 8)]
    [InlineData(11, 60, 60)]
    [InlineData(1000, 100_000, 60)]
    public void Wait_Attempts_DoublesToEightSecondsThenOnceAMinute(int attempt, int elapsed, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), RetryRules.Wait(attempt, TimeSpan.FromSeconds(elapsed), s_long));

    [Theory]
    [Requirement("APX-073")]
    [InlineData(5, 100, 20, 20)]
    [InlineData(4, 7, 3, 3)]
    [InlineData(4, 7, 0, 8)]
    [InlineData(4, 7, 65535, 8)]
    public void Wait_ShortLifetime_IsNotExceeded(int attempt, int elapsed, int lifetime, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), RetryRules.Wait(attempt, TimeSpan.FromSeconds(elapsed), new((ushort)lifetime)));

    [Fact]
    [Requirement("APX-070")]
    public void Wait_AnyInput_IsAtLeastOneSecond() => Gen.Select(Gen.Int[1, 10_000], Gen.Int[0, 1_000_000], Gen.UShort).Sample((attempt, elapsed, lifetime) =>
        RetryRules.Wait(attempt, TimeSpan.FromMilliseconds(elapsed), new(lifetime)) >= TimeSpan.FromSeconds(1));

    [Fact]
    [Requirement("APX-096")]
    public void RenewAt_AnyLifetime_Is75PercentSpreadBy5PercentAndNeverLaterThan2SecondsBeforeTheEnd() =>
        Gen.Select(Gen.UShort[4, 65534], Gen.Double[0, 1]).Sample((lifetime, random) =>
        {
            var at = RetryRules.RenewAt(TimeSpan.FromSeconds(100), new(lifetime), random)!.Value.TotalSeconds - 100;
            Assert.True(at <= lifetime - 2 + 1e-6);
            if (lifetime >= 16)
                Assert.InRange(at, lifetime * 0.75 * 0.95 - 1e-6, lifetime * 0.75 * 1.05 + 1e-6);
        });

    [Fact]
    public void RenewAt_InfiniteLifetime_IsNever() => Assert.Null(RetryRules.RenewAt(default, RegistrationLifetime.Infinite, 0.5));

    [Fact]
    public void RenewAt_TinyLifetime_KeepsThePaceOfOneSecond() =>
        Assert.Equal(TimeSpan.FromSeconds(11), RetryRules.RenewAt(TimeSpan.FromSeconds(10), new(2), 0.5));

    [Fact]
    public void Earliest_JustSent_IsASecondLater()
    {
        var history = RequestHistory.Empty.Sent(1, Town.At(10));
        Assert.Equal(TimeSpan.FromSeconds(11), RetryRules.Earliest(history, Town.At(10.25)));
        Assert.Equal(TimeSpan.FromSeconds(12), RetryRules.Earliest(history, Town.At(12)));
        Assert.Equal(TimeSpan.FromSeconds(3), RetryRules.Earliest(RequestHistory.Empty, Town.At(3)));
    }
}
