using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>
/// The table of a member: the rows shared by its authoritative access point, those of its own subnet, which are kept whether or not that one knows them, and,
/// after a restart of all authoritative access points, what was there before until they know their access points again.
/// </summary>
internal sealed class MemberTable
{
    private readonly SortedEntries _shared = new();
    private readonly Arrivals _arrivals = new();
    private readonly SortedDictionary<MapRow, MapEntry> _stale = [];
    private MapEntry[] _own = [];

    /// <summary>Digest of the shared rows.</summary>
    public TableDigest Digest => _shared.Digest();

    /// <summary>Whether a shared table was ever put into use.</summary>
    public bool HasShared { get; private set; }

    /// <summary>Rows of the own subnet.</summary>
    public ReadOnlySpan<MapEntry> Own => _own;

    /// <summary>Uptime at which what is left from before a restart goes; null: nothing is left.</summary>
    public TimeSpan? StaleUntil { get; private set; }

    /// <summary>Rows in use, unverified ones included.</summary>
    public int Count => _shared.Count + _stale.Count + _own.Count(entry => !IsShared(entry.Row));

    /// <summary>The rows of the own subnet are others.</summary>
    public void SetOwn(ReadOnlySpan<MapRow> rows, TimeSpan now, RowChanges changes)
    {
        var before = _own;
        _own = new MapEntry[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            _own[i] = new() { State = MapRowState.Active, HomeAgent = rows[i].HomeAgent, PrefixLength = rows[i].PrefixLength };
        foreach (var entry in before)
        {
            if (!Contains(entry.Row))
                changes.Removed.Add(entry.Row);
        }
        foreach (var row in rows)
        {
            var isKnown = Array.Exists(before, entry => entry.Row == row) || IsShared(row);
            if (!_stale.Remove(row) && !isKnown)
                Arrive(row, null, now, changes);
        }
    }

    /// <summary>Puts a fetched table into use, all at once.</summary>
    /// <param name="entries">In canonical order; kept.</param>
    /// <param name="from">Its authoritative access point.</param>
    /// <param name="staleUntil">Keep rows it lacks until then, since it has just started and knows few access points; null: drop them.</param>
    /// <param name="now">Uptime.</param>
    /// <param name="changes">What came and went.</param>
    public void Use(MapEntry[] entries, Ipv4Address from, TimeSpan? staleUntil, TimeSpan now, RowChanges changes)
    {
        var before = _shared.ToArray();
        MapRow[] wasStale = [.. _stale.Keys];
        _shared.Replace(entries);
        HasShared = true;
        StaleUntil = staleUntil is null ? null : StaleUntil ?? staleUntil;
        foreach (var row in wasStale)
        {
            if (StaleUntil is not null && !IsShared(row))
                continue;
            _stale.Remove(row);
            if (!IsShared(row))
                changes.Removed.Add(row);
        }
        Compare(before, entries, new HashSet<MapRow>(wasStale), from, now, changes);
    }

    /// <summary>Takes over what this node had as authoritative access point. It is no table a registration could name.</summary>
    public void Seed(MapEntry[] entries, Ipv4Address self, TimeSpan now)
    {
        var changes = new RowChanges();
        Use(entries, self, null, now, changes);
        HasShared = false;
    }

    /// <summary>Applies the changes of a delta.</summary>
    public void Apply(MapChangeList delta, Ipv4Address from, TimeSpan now, RowChanges changes)
    {
        foreach (var change in delta)
        {
            changes.ConcernLookups = true;
            var row = change.Row;
            var isUpsert = change.Operation == MapOperation.Upsert;
            var wasThere = _stale.Remove(row) | IsOwn(row) | _shared.Set(row, isUpsert ? change.Entry : null);
            if (isUpsert && !wasThere)
                Arrive(row, from, now, changes);
            else if (!isUpsert && wasThere && !IsOwn(row))
                changes.Removed.Add(row);
        }
        _arrivals.Prune(Count, Contains);
    }

    /// <summary>Drops what is left from before a restart.</summary>
    public void DropStale(RowChanges changes)
    {
        changes.Removed.AddRange(_stale.Keys);
        _stale.Clear();
        StaleUntil = null;
    }

    /// <summary>What lookups use: a row may appear twice, since the own rows are active whatever others say of them.</summary>
    public MapEntry[] ToEntries() => [.. _shared.ToArray(), .. _own, .. _stale.Values];

    /// <summary>Rows with what is known about them, in the order learned.</summary>
    public IEnumerable<(Arrival Arrival, SubnetMapRowStatus Status)> Rows() =>
        _arrivals.InOrder(Contains).Select(arrival => (arrival, StatusOf(arrival.Row)));

    private SubnetMapRowStatus StatusOf(MapRow row)
    {
        if (IsOwn(row))
            return SubnetMapRowStatus.Active;
        return _shared.TryFind(row, out var entry) ? entry.State.ToStatus() : SubnetMapRowStatus.Stale;
    }

    // Both arrays are in canonical order: one walk.
    private void Compare(MapEntry[] before, MapEntry[] after, HashSet<MapRow> wasStale, Ipv4Address from, TimeSpan now, RowChanges changes)
    {
        var (old, fresh) = (0, 0);
        while (old < before.Length || fresh < after.Length)
        {
            var order = old == before.Length ? 1 : fresh == after.Length ? -1 : before[old].Row.CompareTo(after[fresh].Row);
            if (order < 0)
                Leave(before[old], changes);
            else if (order == 0)
                changes.ConcernLookups |= before[old].State != after[fresh].State;
            else if (!IsOwn(after[fresh].Row) && !wasStale.Contains(after[fresh].Row))
                Arrive(after[fresh].Row, from, now, changes);
            old += order <= 0 ? 1 : 0;
            fresh += order >= 0 ? 1 : 0;
        }
        _arrivals.Prune(Count, Contains);
    }

    private void Leave(MapEntry entry, RowChanges changes)
    {
        if (IsOwn(entry.Row))
            return;
        if (StaleUntil is null)
            changes.Removed.Add(entry.Row);
        else
            _stale[entry.Row] = entry;
    }

    private void Arrive(MapRow row, Ipv4Address? from, TimeSpan now, RowChanges changes)
    {
        _arrivals.Add(row, from, now);
        changes.Added.Add(row);
    }

    private bool Contains(MapRow row) => IsOwn(row) || IsShared(row) || _stale.ContainsKey(row);

    private bool IsShared(MapRow row) => _shared.TryFind(row, out _);

    private bool IsOwn(MapRow row)
    {
        foreach (ref readonly var entry in _own.AsSpan())
        {
            if (entry.Row == row)
                return true;
        }
        return false;
    }
}
