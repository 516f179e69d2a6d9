using CsCheck;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Ethernet;

public sealed class EthernetHeaderTests
{
    private const string Untagged = """
        02 00 0a 1e 00 55   # destination
        00 00 67 02 51 93   # source
        08 00               # IPv4
        """;

    private const string Tagged = """
        02 00 0a 1e 00 55   # destination
        00 00 67 02 51 93   # source
        81 00               # 802.1Q
        b0 64               # priority 5, drop eligible, VLAN 100
        08 06               # ARP
        """;

    private static readonly EthernetHeader s_untagged = new()
    {
        Destination = MacAddress.Parse("02:00:0a:1e:00:55"),
        Source = MacAddress.Parse("00:00:67:02:51:93"),
        EtherType = EtherType.Ipv4,
    };

    private static readonly EthernetHeader s_tagged = s_untagged with { Vlan = new(100, 5, true), EtherType = EtherType.Arp };

    private static readonly Gen<EthernetHeader> s_headers =
        from destination in Gen.ULong[0, 0xffffffffffff]
        from source in Gen.ULong[0, 0xffffffffffff]
        from isTagged in Gen.Bool
        from id in Gen.UShort[0, 4095]
        from priority in Gen.Byte[0, 7]
        from dropEligible in Gen.Bool
        from type in Gen.UShort[0x0600, 0xffff].Where(type => type != (ushort)EtherType.Vlan)
        select new EthernetHeader
        {
            Destination = new(destination),
            Source = new(source),
            Vlan = isTagged ? new VlanTag(id, priority, dropEligible) : null,
            EtherType = (EtherType)type,
        };

    [Fact]
    public void TryParse_Untagged_ReadsEveryField() => Assert.Equal(s_untagged, Parse(Hex.Parse(Untagged)));

    [Fact]
    public void TryParse_Tagged_ReadsTheTag() => Assert.Equal(s_tagged, Parse(Hex.Parse(Tagged)));

    [Fact]
    public void TryParse_TaggedTwice_LeavesTheSecondTagAsType()
    {
        var header = Parse(Hex.Parse("020000000001 020000000002 8100 0001 8100 0002 0800"));
        Assert.Equal(EtherType.Vlan, header.EtherType);
    }

    [Fact]
    public void TryParse_LengthOf8023_IsRefused() =>
        Assert.Equal(new(WireFaultKind.UnexpectedValue, 12), Golden.FaultOf(Hex.Parse("020000000001 020000000002 05dc"), TryParse));

    [Fact]
    public void TryParse_LengthBehindTag_IsRefusedWhereItStands() =>
        Assert.Equal(new(WireFaultKind.UnexpectedValue, 16), Golden.FaultOf(Hex.Parse("020000000001 020000000002 8100 0001 0100"), TryParse));

    [Theory]
    [InlineData(Untagged)]
    [InlineData(Tagged)]
    public void TryParse_CutAnywhere_IsTruncated(string hex) =>
        Golden.AssertEveryTruncationIsTruncated(Hex.Parse(hex), TryParse);

    [Fact]
    public void WriteTo_Untagged_GivesTheGoldenOctets() => Golden.AssertWrites(Hex.Parse(Untagged), s_untagged.WriteTo);

    [Fact]
    public void WriteTo_Tagged_GivesTheGoldenOctets() => Golden.AssertWrites(Hex.Parse(Tagged), s_tagged.WriteTo);

    [Fact]
    public void WriteTo_AnyHeader_ParsesBack() => s_headers.Sample(header => Parse(Golden.Write(header.WriteTo)) == header);

    [Fact]
    public void PayloadOf_TaggedFrame_StartsBehindTheTag() =>
        Assert.Equal([1, 2, 3], s_tagged.PayloadOf([.. Hex.Parse(Tagged), 1, 2, 3]).ToArray());

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 40].Sample(octets => EthernetHeader.TryParse(octets, out _, out var fault) != fault.IsFault);

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => EthernetHeader.TryParse(octets, out _, out fault);

    private static EthernetHeader Parse(byte[] octets)
    {
        Assert.True(EthernetHeader.TryParse(octets, out var header, out var fault), fault.ToString());
        return header;
    }
}
