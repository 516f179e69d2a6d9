using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationLifetimeTests
{
    [Theory]
    [InlineData(600, 300, 300)]
    [InlineData(300, 600, 300)]
    [InlineData(65535, 65534, 65534)]
    [InlineData(0, 65535, 0)]
    [InlineData(65535, 65535, 65535)]
    [Requirement("MSG-013")]
    public void Min_InfinityAmongThem_IsLongerThanEverything(ushort left, ushort right, ushort expected) =>
        Assert.Equal(expected, RegistrationLifetime.Min(new(left), new(right)).Seconds);

    [Fact]
    [Requirement("MSG-013")]
    public void Duration_Infinite_IsNone() => Assert.Null(RegistrationLifetime.Infinite.Duration);

    [Fact]
    public void Duration_LongestFinite_IsItsSeconds() => Assert.Equal(TimeSpan.FromSeconds(65534), RegistrationLifetime.LongestFinite.Duration);

    [Theory]
    [InlineData(-1.0, 0)]
    [InlineData(0.999, 0)]
    [InlineData(1.999, 1)]
    [InlineData(65535.0, 65534)]
    [InlineData(1e9, 65534)]
    public void FromDuration_AnyTime_IsWholeSecondsShortOfInfinity(double seconds, ushort expected) =>
        Assert.Equal(expected, RegistrationLifetime.FromDuration(TimeSpan.FromSeconds(seconds)).Seconds);

    [Fact]
    public void FromDuration_Duration_IsTheInverse() =>
        Gen.UShort.Sample(seconds => RegistrationLifetime.FromDuration(new RegistrationLifetime(seconds).Duration) == new RegistrationLifetime(seconds));

    [Fact]
    public void IsZero_DeregistrationOnly_IsTrue() =>
        Assert.Equal((true, false, false), (RegistrationLifetime.Zero.IsZero, new RegistrationLifetime(1).IsZero, RegistrationLifetime.Infinite.IsZero));

    [Theory]
    [InlineData(600, "600")]
    [InlineData(65535, "infinite")]
    public void ToString_Seconds_IsTheirNumber(ushort seconds, string expected) => Assert.Equal(expected, new RegistrationLifetime(seconds).ToString());

    [Fact]
    public void Comparison_AnyTwo_IsThatOfTheirSeconds() => Gen.Select(Gen.UShort, Gen.UShort).Sample((left, right) =>
    {
        RegistrationLifetime a = new(left), b = new(right);
        return (a < b) == (left < right) && (a > b) == (left > right) && (a <= b) == (left <= right) && (a >= b) == (left >= right)
            && Math.Sign(a.CompareTo(b)) == Math.Sign(left.CompareTo(right));
    });
}
