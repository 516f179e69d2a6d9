using System.Text;
using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class NaiExtensionsTests
{
    private static readonly byte[] s_node = Hex.Parse("83 11 | 6d6e323031406578616d706c652e6e6574"); // from the vector rrq-nai-home-zero
    private static readonly byte[] s_agent = Hex.Parse("88 06 | 01 | 6861407874"); // "ha@xt", assembled by hand from RFC 3846 §3.1

    [Fact]
    public void WriteTo_NodeName_GivesTheGoldenOctets() => Golden.AssertWrites(s_node, static destination =>
        new MobileNodeNaiExtension { Nai = "mn201@example.net"u8 }.WriteTo(destination));

    [Fact]
    public void WriteTo_AgentName_GivesTheGoldenOctets() => Golden.AssertWrites(s_agent, static destination =>
        new NaiCarryingExtension { Subtype = NaiCarryingSubtype.HomeAgent, Nai = "ha@xt"u8 }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyNodeNameWritten_IsTheSame() => Gen.Byte.Array[1, 255].Sample(nai =>
        MobileNodeNaiExtension.TryParse(Golden.Write(destination => new MobileNodeNaiExtension { Nai = nai }.WriteTo(destination)), out var read, out _)
            && read.Nai.SequenceEqual(nai));

    [Fact]
    public void TryParse_AnyAgentNameWritten_IsTheSame() => Gen.Select(Gen.Byte, Gen.Byte.Array[0, 254]).Sample((subtype, nai) =>
    {
        var octets = Golden.Write(destination => new NaiCarryingExtension { Subtype = (NaiCarryingSubtype)subtype, Nai = nai }.WriteTo(destination));
        return NaiCarryingExtension.TryParse(octets, out var read, out _) && (byte)read.Subtype == subtype && read.Nai.SequenceEqual(nai);
    });

    [Fact]
    public void TryParse_Text_IsUtf8WithoutTerminator()
    {
        Assert.True(MobileNodeNaiExtension.TryParse(s_node, out var read, out _));
        Assert.Equal("mn201@example.net", Encoding.UTF8.GetString(read.Nai));
    }

    [Fact]
    public void TryParse_NoName_IsBadLength()
    {
        Assert.False(MobileNodeNaiExtension.TryParse([131, 0], out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 2), fault);
    }

    [Fact]
    public void TryParse_NodeNameWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_node, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            MobileNodeNaiExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_AgentNameWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_agent, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            NaiCarryingExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void WriteTo_NameBeyondTheLength_Throws()
    {
        var tooLong = new byte[256];
        Assert.Throws<ArgumentException>(() => new MobileNodeNaiExtension { Nai = tooLong }.WriteTo(new byte[300]));
        Assert.Throws<ArgumentException>(() => new NaiCarryingExtension { Nai = tooLong.AsSpan(1) }.WriteTo(new byte[300]));
    }
}
