using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class ProxyExtensionsTests
{
    // The first, third and fourth from the vectors rrq-pmipv4-per-node-auth and rrq-pmipv4-skippable.
    private static readonly byte[] s_perNode = Hex.Parse("2f | 01 | 0001 | 01");
    private static readonly byte[] s_interface = Hex.Parse("93 04 | 01 | 776c30");
    private static readonly byte[] s_device = Hex.Parse("93 08 | 02 | 01 | 000067025193");
    private static readonly byte[] s_technology = Hex.Parse("93 02 | 04 | 02");
    private static readonly byte[] s_subscriber = Hex.Parse("93 05 | 03 | 01 | 262015");

    [Fact]
    public void WriteTo_PerNodeAuthentication_GivesTheGoldenOctets() => Golden.AssertWrites(s_perNode, static destination =>
        new PerNodeAuthenticationExtension { Method = PerNodeAuthenticationMethod.ForeignHomeAuthentication }.WriteTo(destination));

    [Fact]
    public void WriteTo_InterfaceIdentifier_GivesTheGoldenOctets() => Golden.AssertWrites(s_interface, static destination =>
        new InterfaceIdentifierExtension { Identifier = "wl0"u8 }.WriteTo(destination));

    [Fact]
    [Requirement("APX-091")]
    public void WriteTo_DeviceIdentifier_GivesTheGoldenOctets() => Golden.AssertWrites(s_device, static destination =>
        new DeviceIdentifierExtension { IdentifierType = DeviceIdentifierType.Ethernet, Identifier = [0, 0, 0x67, 2, 0x51, 0x93] }.WriteTo(destination));

    [Fact]
    [Requirement("APX-091")]
    public void WriteTo_AccessTechnology_GivesTheGoldenOctets() => Golden.AssertWrites(s_technology, static destination =>
        new AccessTechnologyExtension { Technology = AccessTechnology.WirelessLan }.WriteTo(destination));

    [Fact]
    public void WriteTo_SubscriberIdentifier_GivesTheGoldenOctets() => Golden.AssertWrites(s_subscriber, static destination =>
        new SubscriberIdentifierExtension { IdentifierType = SubscriberIdentifierType.Imsi, Identifier = [0x26, 0x20, 0x15] }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyMethodOrTechnologyWritten_IsTheSame() => Gen.Byte.Sample(number =>
    {
        var method = new PerNodeAuthenticationExtension { Method = (PerNodeAuthenticationMethod)number };
        var technology = new AccessTechnologyExtension { Technology = (AccessTechnology)number };
        return PerNodeAuthenticationExtension.TryParse(Golden.Write(destination => method.WriteTo(destination)), out var readMethod, out _)
            && readMethod == method
            && AccessTechnologyExtension.TryParse(Golden.Write(destination => technology.WriteTo(destination)), out var readTechnology, out _)
            && readTechnology == technology;
    });

    [Fact]
    public void TryParse_AnyIdentifierWritten_IsTheSame() => Gen.Select(Gen.Byte, Gen.Byte.Array[0, 253]).Sample((kind, identifier) =>
    {
        var octets = Golden.Write(destination =>
            new DeviceIdentifierExtension { IdentifierType = (DeviceIdentifierType)kind, Identifier = identifier }.WriteTo(destination));
        var isDevice = DeviceIdentifierExtension.TryParse(octets, out var device, out _)
            && (byte)device.IdentifierType == kind && device.Identifier.SequenceEqual(identifier);
        octets = Golden.Write(destination =>
            new SubscriberIdentifierExtension { IdentifierType = (SubscriberIdentifierType)kind, Identifier = identifier }.WriteTo(destination));
        var isSubscriber = SubscriberIdentifierExtension.TryParse(octets, out var subscriber, out _)
            && (byte)subscriber.IdentifierType == kind && subscriber.Identifier.SequenceEqual(identifier);
        octets = Golden.Write(destination => new InterfaceIdentifierExtension { Identifier = identifier }.WriteTo(destination));
        var isInterface = InterfaceIdentifierExtension.TryParse(octets, out var link, out _) && link.Identifier.SequenceEqual(identifier);
        return isDevice && isSubscriber && isInterface;
    });

    [Fact]
    public void WriteTo_IdentifierBeyondTheLength_Throws()
    {
        var longest = new byte[255];
        Assert.Throws<ArgumentException>(() => new DeviceIdentifierExtension { Identifier = longest.AsSpan(0, 254) }.WriteTo(new byte[300]));
        Assert.Throws<ArgumentException>(() => new SubscriberIdentifierExtension { Identifier = longest.AsSpan(0, 254) }.WriteTo(new byte[300]));
        Assert.Throws<ArgumentException>(() => new InterfaceIdentifierExtension { Identifier = longest }.WriteTo(new byte[300]));
    }

    [Fact]
    public void TryParse_PerNodeWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_perNode, 2, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            PerNodeAuthenticationExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_TechnologyWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_technology, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            AccessTechnologyExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_DeviceWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_device, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            DeviceIdentifierExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_SubscriberWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_subscriber, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            SubscriberIdentifierExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_InterfaceWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_interface, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            InterfaceIdentifierExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_OneSubtypeReadAsAnother_IsUnexpected()
    {
        Assert.False(DeviceIdentifierExtension.TryParse(s_subscriber, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
        Assert.False(SubscriberIdentifierExtension.TryParse(s_device, out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
        Assert.False(InterfaceIdentifierExtension.TryParse(s_technology, out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
        Assert.False(AccessTechnologyExtension.TryParse(s_interface, out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
        Assert.False(PerNodeAuthenticationExtension.TryParse(Hex.Parse("2f 02 0001 01"), out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 1), fault);
    }

    [Fact]
    public void TryParse_NoRoomForTheSubtype_IsTruncated()
    {
        Assert.False(DeviceIdentifierExtension.TryParse([147, 0], out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 2), fault);
    }
}
