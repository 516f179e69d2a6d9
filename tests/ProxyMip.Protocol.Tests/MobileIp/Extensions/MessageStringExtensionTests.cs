using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class MessageStringExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("91 05 | 02 | 62757379"); // "busy" from a foreign agent, assembled by hand from RFC 4917

    [Fact]
    public void WriteTo_Text_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination =>
        new MessageStringExtension { Subtype = MessageStringSubtype.ForeignAgent, Text = "busy"u8 }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyTextWritten_IsTheSame() => Gen.Select(Gen.Byte, Gen.Byte.Array[0, 254]).Sample((subtype, text) =>
    {
        var octets = Golden.Write(destination => new MessageStringExtension { Subtype = (MessageStringSubtype)subtype, Text = text }.WriteTo(destination));
        return MessageStringExtension.TryParse(octets, out var read, out _) && (byte)read.Subtype == subtype && read.Text.SequenceEqual(text);
    });

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_golden, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            MessageStringExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void WriteTo_TextBeyondTheLength_Throws() =>
        Assert.Throws<ArgumentException>(static () => new MessageStringExtension { Text = new byte[255] }.WriteTo(new byte[300]));
}
