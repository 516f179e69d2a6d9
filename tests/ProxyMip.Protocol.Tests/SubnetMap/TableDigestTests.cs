using System.Security.Cryptography;
using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class TableDigestTests
{
    [Theory]
    [InlineData("smx-snapshot-part")]
    [InlineData("smx-delta")]
    [Requirement("MAP-030")]
    public void Compute_TableAfterAVector_GivesItsDigest(string name)
    {
        Assert.True(MapSnapshotPart.TryParse(Maps.Vector("smx-snapshot-part").Body(), out _, out var entries, out _));
        var table = entries.ToArray().ToDictionary(entry => entry.Row);
        if (name == "smx-delta")
        {
            Assert.True(MapDelta.TryParse(Maps.Vector(name).Body(), out _, out var changes, out _));
            foreach (var change in changes)
            {
                if (change.Operation == MapOperation.Upsert)
                    table[change.Row] = change.Entry;
                else
                    Assert.True(table.Remove(change.Row));
            }
        }
        var rows = table.Values.OrderBy(entry => entry.Row).ToArray();
        Assert.Equal(Maps.Vector(name).Context.GetProperty("table_digest_after").GetString(), TableDigest.Compute(rows).ToString());
    }

    [Fact]
    [Requirement("MAP-030")]
    public void Compute_StatesAndCounts_DoNotMatter() => Maps.Entries.Array[0, 300].Sample(rows => TableDigest.Compute(rows)
        == TableDigest.Compute(rows.Select(row => row with { State = MapRowState.Probing, AccessPoints = 9 }).ToArray()));

    [Fact]
    [Requirement("MAP-030")]
    public void Compute_AnyRows_EqualsOneHashOverAll() => Maps.Entries.Array[0, 400].Sample(rows =>
    {
        byte[] octets = [.. rows.SelectMany(row => Golden.Write(row.WriteTo)[4..].Append(row.PrefixLength))];
        return TableDigest.Compute(rows).ToString() == Hex.Format(SHA256.HashData(octets));
    });

    [Fact]
    [Requirement("MAP-030")]
    public void Compute_EmptyTable_IsNotNoTable()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TableDigest.Compute([]).ToString());
        Assert.False(TableDigest.Compute([]).IsNone);
        Assert.Equal(new string('0', 64), TableDigest.None.ToString());
    }

    [Fact]
    public void WriteTo_AnyDigest_ParsesBack() => Maps.Digests.Sample(digest =>
        TableDigest.TryParse(Golden.Write(digest.WriteTo), out var read, out _) && read == digest);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(
        Hex.Parse(new string('7', 64)), static (ReadOnlySpan<byte> octets, out WireFault fault) => TableDigest.TryParse(octets, out _, out fault));
}
