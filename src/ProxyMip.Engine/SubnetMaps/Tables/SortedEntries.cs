using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>
/// Entries in canonical order. Changes are gathered and merged in when the order is next asked for, so a change costs O(1) and a look O(n) at most once.
/// </summary>
internal sealed class SortedEntries
{
    private readonly Dictionary<MapRow, MapEntry?> _unmerged = [];
    private MapEntry[] _entries = [];
    private TableDigest? _digest;

    /// <summary>Rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Sets an entry, or removes the row when the entry is null. Returns whether the row was there before.</summary>
    public bool Set(MapRow row, MapEntry? entry)
    {
        var wasThere = TryFind(row, out _);
        Count += (entry is null ? 0 : 1) - (wasThere ? 1 : 0);
        _unmerged[row] = entry;
        return wasThere;
    }

    /// <summary>Replaces everything by entries that are in canonical order already. The array is kept.</summary>
    public void Replace(MapEntry[] entries)
    {
        _unmerged.Clear();
        _entries = entries;
        _digest = null;
        Count = entries.Length;
    }

    /// <summary>All entries in canonical order. The array is never written again.</summary>
    public MapEntry[] ToArray()
    {
        if (_unmerged.Count == 0)
            return _entries;
        var changes = new KeyValuePair<MapRow, MapEntry?>[_unmerged.Count];
        ((ICollection<KeyValuePair<MapRow, MapEntry?>>)_unmerged).CopyTo(changes, 0);
        Array.Sort(changes, static (left, right) => left.Key.CompareTo(right.Key));
        _unmerged.Clear();
        _digest = null;
        return _entries = Merge(_entries, changes);
    }

    /// <summary>The digest of the entries, computed once for each content.</summary>
    public TableDigest Digest()
    {
        var entries = ToArray();
        return _digest ??= TableDigest.Compute(entries);
    }

    /// <summary>Finds a row without merging anything.</summary>
    public bool TryFind(MapRow row, out MapEntry entry)
    {
        if (_unmerged.TryGetValue(row, out var changed))
        {
            entry = changed.GetValueOrDefault();
            return changed is not null;
        }
        var at = LowerBound(_entries, 0, row);
        var found = at < _entries.Length && _entries[at].Row == row;
        entry = found ? _entries[at] : default;
        return found;
    }

    private static MapEntry[] Merge(MapEntry[] entries, KeyValuePair<MapRow, MapEntry?>[] changes)
    {
        var merged = new MapEntry[entries.Length + changes.Length];
        var (from, count) = (0, 0);
        foreach (var (row, entry) in changes)
        {
            var until = LowerBound(entries, from, row);
            Array.Copy(entries, from, merged, count, until - from);
            count += until - from;
            from = until < entries.Length && entries[until].Row == row ? until + 1 : until;
            if (entry is { } present)
                merged[count++] = present;
        }
        Array.Copy(entries, from, merged, count, entries.Length - from);
        count += entries.Length - from;
        Array.Resize(ref merged, count);
        return merged;
    }

    private static int LowerBound(MapEntry[] entries, int from, MapRow row)
    {
        var (low, high) = (from, entries.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (entries[middle].Row.CompareTo(row) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
