using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class ExtensionOrderTests
{
    private static readonly RegistrationRequest s_request = new() { Lifetime = new(600), Bits = RegistrationBits.ReverseTunnel };

    public static TheoryData<string, string> ValidVectors()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in new[] { "requests", "replies", "revocation" })
        {
            foreach (var vector in VectorFile.Load(file).Vectors)
                data.Add(file, vector.Name);
        }
        return data;
    }

    [Theory, MemberData(nameof(ValidVectors))]
    [Requirement("MSG-037", "MSG-038")]
    public void TryFollow_ValidVector_IsInOrder(string file, string name)
    {
        Assert.True(RegistrationMessage.TryParse(VectorFile.Load(file)[name].Octets, out var message, out _));
        Assert.True(ExtensionOrder.TryFollow(message, out _, out var fault));
        Assert.Equal(WireFault.None, fault);
    }

    [Theory]
    [InlineData(131, 147, 47, 144, 38, 134, 136, 32, 132, 36, 130, 33)]
    [InlineData(131, 32, 48, 137, 144, 34)]
    [InlineData(131, 36, 33)]
    [InlineData(0, 32, 0, 222, 33)]
    [InlineData(44, 131, 32, 45, 132, 145, 33)]
    [Requirement("MSG-037", "MSG-038", "MSG-053", "MSG-061")]
    public void TryAdd_OrderOfTheRfc_IsTaken(params int[] types) => Assert.Equal(types.Length, Taken(s_request, types));

    [Theory]
    [InlineData(32, 131)] // the name before the authenticators
    [InlineData(36, 131)]
    [InlineData(32, 147)]
    [InlineData(32, 47)]
    [InlineData(32, 139)]
    [InlineData(32, 32)] // once
    [InlineData(130, 32)] // what is for the foreign agent behind what is for the home agent
    [InlineData(132, 32)]
    [InlineData(48, 32)]
    [InlineData(137, 32)]
    [InlineData(45, 32)]
    [InlineData(36, 32)] // Mobile-AAA behind Mobile-Home
    [InlineData(36, 132)] // and behind the challenge it answers
    [InlineData(33, 132)] // nothing behind the last authenticator
    [InlineData(33, 130)]
    [InlineData(33, 33)]
    [InlineData(34, 33)]
    [InlineData(34, 34)]
    [InlineData(34, 32)]
    [InlineData(34, 136)]
    [InlineData(33, 136)]
    [InlineData(34, 222)]
    [Requirement("MSG-037", "MSG-038", "MSG-053", "MSG-061")]
    public void TryAdd_SecondWhereItMustNotStand_IsNotTaken(int first, int second) => Assert.Equal(1, Taken(s_request, first, second));

    [Fact]
    [Requirement("APX-083")]
    public void TryAdd_DeliveryStyleWithoutReverseTunnel_IsNotTaken() =>
        Assert.Equal(1, Taken(s_request with { Bits = RegistrationBits.None }, 32, 130));

    [Fact]
    [Requirement("MSG-032")]
    public void TryAdd_ForeignHomeInADeregistration_IsNotTaken() =>
        Assert.Equal(1, Taken(s_request with { Lifetime = RegistrationLifetime.Zero }, 32, 34));

    [Fact]
    public void TryAdd_MobileForeignInADeregistration_IsTaken() =>
        Assert.Equal(2, Taken(s_request with { Lifetime = RegistrationLifetime.Zero }, 32, 33));

    [Theory]
    [InlineData(false, 131)]
    [InlineData(true, 131, 32)]
    [InlineData(true, 36)]
    [InlineData(false, 33)]
    [InlineData(false, 34)]
    [InlineData(false, 47)]
    [InlineData(true, 47, 34)]
    public void IsAuthorized_Extensions_NeedAMobileHomeOrWhatStandsForIt(bool expected, params int[] types)
    {
        var order = new ExtensionOrder(s_request);
        foreach (var type in types)
            Assert.True(order.TryAdd((ExtensionType)type));
        Assert.Equal(expected, order.IsAuthorized);
    }

    [Fact]
    public void TryFollow_NameBehindTheAuthenticator_IsOutOfOrderAtItsTypeOctet()
    {
        byte[] octets = [.. VectorFile.Load("requests")["rrq-hmac-md5"].Octets, 131, 1, 97];
        Assert.True(RegistrationMessage.TryParse(octets, out var message, out _));
        Assert.False(ExtensionOrder.TryFollow(message, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.OutOfOrder, 46), fault);
    }

    private static int Taken(RegistrationRequest request, params int[] types)
    {
        var order = new ExtensionOrder(request);
        return types.TakeWhile(type => order.TryAdd((ExtensionType)type)).Count();
    }
}
