using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>An immutable copy of one generation of a table.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Entries">In canonical order.</param>
/// <param name="Digest">Digest of the rows.</param>
/// <param name="MadeAt">Uptime.</param>
internal sealed record Snapshot(ulong Generation, MapEntry[] Entries, TableDigest Digest, TimeSpan MadeAt)
{
    /// <summary>Uptime of the last request for a part.</summary>
    public TimeSpan AskedAt { get; set; } = MadeAt;

    /// <summary>Parts it is sent in.</summary>
    public int Parts => (int)MapSnapshotPart.PartsOf((uint)Entries.Length);
}

/// <summary>
/// The copies others are fetching (protocol reference 15.6): the newest and the one before are kept, and any other for a minute after a part of it was asked
/// for. The number is bounded; whoever asks for one that had to go starts over.
/// </summary>
/// <param name="table">The table.</param>
internal sealed class SnapshotShelf(VersionedTable table)
{
    private const int Limit = 16;

    // More rows than one request fetches: a copy may be a little old as long as deltas lead on from it, so that not every generation needs one.
    private const int LargeTable = MapSnapshotRequest.MaxParts * MapSnapshotPart.EntriesPerPart;
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(5);

    private readonly List<Snapshot> _snapshots = [];

    /// <summary>Copies kept.</summary>
    public int Count => _snapshots.Count;

    /// <summary>The copy to be offered to who needs a whole table.</summary>
    public Snapshot Offer(TimeSpan now)
    {
        if (_snapshots is [.., var newest])
        {
            var isFresh = newest.Entries.Length > LargeTable && now - newest.MadeAt < s_freshness && table.Covers(newest.Generation);
            if (newest.Generation == table.Generation || isFresh)
                return newest;
        }
        var made = new Snapshot(table.Generation, table.ToSorted(), table.Digest(), now);
        Prune(now);
        _snapshots.Add(made);
        return made;
    }

    /// <summary>The copy of a generation; null when it is not kept.</summary>
    public Snapshot? Find(ulong generation)
    {
        foreach (var snapshot in _snapshots)
        {
            if (snapshot.Generation == generation)
                return snapshot;
        }
        return null;
    }

    // The newest one becomes the one before.
    private void Prune(TimeSpan now)
    {
        if (_snapshots.Count == 0)
            return;
        var before = _snapshots[^1];
        _snapshots.RemoveAll(snapshot => snapshot != before && now - snapshot.AskedAt > s_keep);
        while (_snapshots.Count >= Limit)
            _snapshots.Remove(_snapshots.Where(snapshot => snapshot != before).MinBy(snapshot => snapshot.AskedAt)!);
    }
}
