using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapRowTests
{
    private static readonly byte[] s_entry = Hex.Parse("02 18 0102 0a0a0402");
    private static readonly byte[] s_change = Hex.Parse("12 18 0102 0a0a0402");

    [Fact]
    [Requirement("MAP-030")]
    public void CompareTo_Rows_OrdersByNetworkThenLengthThenHomeAgent()
    {
        string[] canonical = ["10.0.0.9/8", "10.0.0.1/24", "10.0.0.2/24", "10.0.0.1/25", "10.0.1.1/24", "192.0.2.1/24"];
        var rows = canonical.Select(text => text.Split('/')).Select(parts => Maps.Row(parts[0], int.Parse(parts[1], null)).Row).ToArray();
        Assert.Equal(rows, rows.Reverse().Order());
        Assert.True(rows[0] < rows[1] && rows[1] <= rows[1] && rows[2] > rows[1] && rows[2] >= rows[2]);
        Assert.Equal(canonical, rows.Select(row => row.ToString()));
    }

    [Fact]
    public void Network_OfARow_IsAddressAndMask() => Assert.Equal("10.3.4.0/29", Maps.Row("10.3.4.4", 29).Row.Network.ToString());

    [Theory]
    [InlineData(MapRowState.Active, true)]
    [InlineData(MapRowState.Probing, true)]
    [InlineData(MapRowState.Unverified, false)]
    public void IsUsable_State_DecidesAboutLookUp(MapRowState state, bool usable) => Assert.Equal(usable, Maps.Row("10.0.0.1", 8, state).IsUsable);

    [Fact]
    public void Entry_GoldenOctets_AreReadAndWritten()
    {
        Assert.True(MapEntry.TryParse(s_entry, out var entry, out _));
        Assert.Equal(Maps.Row("10.10.4.2", 24, MapRowState.Probing, 258), entry);
        Golden.AssertWrites(s_entry, entry.WriteTo);
        Golden.AssertEveryTruncationIsTruncated(s_entry, static (ReadOnlySpan<byte> octets, out WireFault fault) => MapEntry.TryParse(octets, out _, out fault));
    }

    [Fact]
    public void Change_GoldenOctets_AreReadAndWritten()
    {
        Assert.True(MapChange.TryParse(s_change, out var change, out _));
        Assert.Equal(MapChange.Upsert(Maps.Row("10.10.4.2", 24, MapRowState.Probing, 258)), change);
        Golden.AssertWrites(s_change, change.WriteTo);
        Golden.AssertEveryTruncationIsTruncated(s_change, static (ReadOnlySpan<byte> octets, out WireFault fault) => MapChange.TryParse(octets, out _, out fault));
    }

    [Fact]
    public void AnyEntryAndChange_ParseBack() => Gen.Select(Maps.Entries, Maps.Changes).Sample((entry, change) =>
        MapEntry.TryParse(Golden.Write(entry.WriteTo), out var readEntry, out _) && readEntry == entry
        && MapChange.TryParse(Golden.Write(change.WriteTo), out var readChange, out _) && readChange == change);

    [Fact]
    public void AapListDigest_OfTheVectors_IsThatOfTheirList()
    {
        Ipv4Address[] list = [Ipv4Address.Parse("10.0.0.2"), Ipv4Address.Parse("10.0.0.3")];
        Assert.Equal(0xa3f5dcab5494cb5e, AapList.Digest(list));
        Assert.NotEqual(AapList.Digest(list), AapList.Digest([list[1], list[0]])); // the order counts
        Assert.NotEqual(AapList.Digest(list), AapList.Digest(list.AsSpan(0, 1)));
    }

    [Fact]
    public void AapListDigest_ThreeIsTheMost()
    {
        Assert.NotEqual(AapList.Digest(new Ipv4Address[3]), AapList.Digest(new Ipv4Address[2]));
        Assert.Throws<ArgumentException>(() => AapList.Digest(new Ipv4Address[4]));
    }
}
