using CsCheck;
using ProxyMip.Engine.SubnetMaps.Authority;
using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Tables;

/// <summary>The tables of the exchange against slow and obvious ones.</summary>
public sealed class TableTests
{
    private static readonly Gen<MapRow> s_row = Gen.Select(Gen.UInt[0x0a000001, 0x0a000040], Gen.Byte[20, 32], (address, length) => new MapRow(new(address), length));
    private static readonly Gen<(MapRow Row, int Count)[]> s_changes = Gen.Select(s_row, Gen.Int[0, 3]).Array[0, 60];

    [Fact]
    [Requirement("MAP-030")]
    public void SortedEntries_AfterAnyChanges_AreCanonicalAndComplete() => s_changes.Sample(changes =>
    {
        var (sorted, naive) = (new SortedEntries(), new Dictionary<MapRow, MapEntry>());
        foreach (var (row, count) in changes)
        {
            Assert.Equal(naive.ContainsKey(row), sorted.Set(row, count == 0 ? null : Entry(row, count)));
            if (count == 0)
                naive.Remove(row);
            else
                naive[row] = Entry(row, count);
            if (count == 2)
                sorted.ToArray(); // merges now and then
            Assert.Equal(naive.Count, sorted.Count);
            Assert.Equal(naive.ContainsKey(row), sorted.TryFind(row, out _));
        }
        Assert.Equal(naive.Values.OrderBy(entry => entry.Row), sorted.ToArray());
        Assert.Equal(TableDigest.Compute([.. naive.Values.OrderBy(entry => entry.Row)]), sorted.Digest());
    });

    [Fact]
    public void VersionedTable_FollowedByItsDeltas_GivesTheSameTable() => Gen.Select(s_changes, Gen.Bool).Sample((changes, countsMatter) =>
    {
        var (table, follower) = (new VersionedTable(1000, countsMatter), new SortedEntries());
        var held = table.Generation;
        var delta = new MapChange[7];
        foreach (var (row, count) in changes)
        {
            if (count == 0)
                table.Remove(row);
            else
                table.Set(row, MapRowState.Active, count);
            if (count != 3)
                continue;
            table.Publish([]);
            while (held < table.Generation)
            {
                var got = table.Collect(held, delta);
                foreach (var change in delta.AsSpan(0, got))
                    follower.Set(change.Row, change.Operation == MapOperation.Upsert ? change.Entry : null);
                held += (ulong)got;
            }
            Assert.Equal(table.Digest(), follower.Digest());
        }
    });

    [Fact]
    public void VersionedTable_ChangedBackBeforePublishing_HasNothingToPublish()
    {
        var table = new VersionedTable(1000, countsMatter: true);
        table.Set(Row(1), MapRowState.Active, 1);
        table.Remove(Row(1));
        List<PublishedChange> changes = [];
        table.Publish(changes);

        Assert.Empty(changes);
        Assert.Equal(1000ul, table.Generation);
    }

    [Fact]
    public void VersionedTable_OtherCountsAlone_AreNoNewsWhereCountsDoNotMatter()
    {
        var table = new VersionedTable(1000, countsMatter: false);
        table.Set(Row(1), MapRowState.Active, 1);
        table.Publish([]);
        table.Set(Row(1), MapRowState.Active, 2);
        table.Publish([]);

        Assert.Equal(1001ul, table.Generation);
        Assert.Equal(2, table.ToSorted()[0].AccessPoints);
    }

    [Fact]
    public void VersionedTable_AfterMoreThan1024Changes_CoversTheLast1024()
    {
        var table = new VersionedTable(1000, countsMatter: true);
        for (var i = 0; i < 1100; i++)
            table.Set(Row(i), MapRowState.Active, 1);
        table.Publish([]);

        Assert.True(table.Covers(table.Generation - 1024));
        Assert.False(table.Covers(table.Generation - 1025));
        Assert.False(table.Covers(table.Generation + 1));
    }

    [Fact]
    public void SnapshotShelf_UnderChange_KeepsTheNewestAndTheOneBefore()
    {
        var (table, shelf) = Shelf(rows: 10);
        var first = shelf.Offer(TimeSpan.Zero);
        Add(table, 100);
        var second = shelf.Offer(TimeSpan.FromSeconds(100));
        Add(table, 101);
        var third = shelf.Offer(TimeSpan.FromSeconds(200));

        Assert.Null(shelf.Find(first.Generation));
        Assert.Same(second, shelf.Find(second.Generation));
        Assert.Same(third, shelf.Offer(TimeSpan.FromSeconds(300)));
    }

    [Fact]
    public void SnapshotShelf_CopyBeingFetched_IsKeptForAMinute()
    {
        var (table, shelf) = Shelf(rows: 10);
        var first = shelf.Offer(TimeSpan.Zero);
        for (var second = 1; second <= 4; second++)
        {
            Add(table, 100 + second);
            shelf.Offer(TimeSpan.FromSeconds(second));
        }
        first.AskedAt = TimeSpan.FromSeconds(30);
        Add(table, 200);
        shelf.Offer(TimeSpan.FromSeconds(80));

        Assert.NotNull(shelf.Find(first.Generation));
        Assert.Equal(3, shelf.Count);
    }

    [Fact]
    public void SnapshotShelf_ManyGenerationsInAMinute_StaysBounded()
    {
        var (table, shelf) = Shelf(rows: 10);
        for (var i = 0; i < 100; i++)
        {
            Add(table, 100 + i);
            shelf.Offer(TimeSpan.FromMilliseconds(500 * i));
        }

        Assert.Equal(16, shelf.Count);
    }

    [Fact]
    public void SnapshotShelf_LargeTable_OffersACopyDeltasLeadOnFrom()
    {
        var (table, shelf) = Shelf(rows: 3000);
        var first = shelf.Offer(TimeSpan.Zero);
        Add(table, 5000);

        Assert.Same(first, shelf.Offer(TimeSpan.FromSeconds(4)));
        Assert.NotSame(first, shelf.Offer(TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public void Ledger_LastAccessPointLeaves_ProbesUnlessSomeoneEarlierClaimsTheRow()
    {
        var (earlier, book) = (new PeerClaims(new(1), 0), new ProbeBook());
        var ledger = new ClaimLedger(1000, ownIndex: 1, [earlier], book);
        ledger.Vouch(Row(1), needsProof: false, TimeSpan.Zero);
        ledger.Vouch(Row(2), needsProof: false, TimeSpan.Zero);
        earlier.Held.Set(Row(2), Entry(Row(2), 0));
        ledger.Unvouch(Row(1), TimeSpan.Zero, TimeSpan.Zero);
        ledger.Unvouch(Row(2), TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal([Row(1)], ledger.Unvouched());
        Assert.True(book.Contains(Row(1)));
        Assert.True(ledger.Merged.Contains(Row(2)));
    }

    [Fact]
    public void Ledger_RowVouchedForElsewhere_IsKeptWithoutProbing()
    {
        var (later, book) = (new PeerClaims(new(1), 2), new ProbeBook());
        var ledger = new ClaimLedger(1000, ownIndex: 1, [later], book);
        ledger.Vouch(Row(1), needsProof: false, TimeSpan.Zero);
        later.Held.Set(Row(1), Entry(Row(1), 3));
        ledger.Unvouch(Row(1), TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(0, book.Count);
        Assert.True(ledger.Own.TryGet(Row(1), out var own) && own.State == MapRowState.Active);
        Assert.True(ledger.Merged.TryGet(Row(1), out var merged) && merged.AccessPoints == 3);
    }

    private static (VersionedTable, SnapshotShelf) Shelf(int rows)
    {
        var table = new VersionedTable(1000, countsMatter: false);
        for (var i = 0; i < rows; i++)
            table.Set(Row(i), MapRowState.Active, 1);
        table.Publish([]);
        return (table, new(table));
    }

    private static void Add(VersionedTable table, int number)
    {
        table.Set(Row(number), MapRowState.Active, 1);
        table.Publish([]);
    }

    private static MapRow Row(int number) => new(new Ipv4Address(0x0a000001 + (uint)number * 256), 24);

    private static MapEntry Entry(MapRow row, int count) =>
        new() { State = MapRowState.Active, HomeAgent = row.HomeAgent, PrefixLength = row.PrefixLength, AccessPoints = (ushort)count };
}
