using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>A change as others see it.</summary>
/// <param name="Change">The change.</param>
/// <param name="IsNew">A row that was not there.</param>
internal readonly record struct PublishedChange(MapChange Change, bool IsNew);

/// <summary>
/// A table with generations (protocol reference 15.6): the merged table, or the claims of one authoritative access point. Changes are staged, then published
/// together: each published change adds one to the generation, and the last ones are kept to be pushed as deltas.
/// </summary>
/// <param name="firstGeneration">Generation of the empty table: epoch seconds in the high half, so that it never goes backwards over a restart.</param>
/// <param name="countsMatter">Whether another number of access points is a change to be published. It is for claims, it is not for the merged table.</param>
internal sealed class VersionedTable(ulong firstGeneration, bool countsMatter)
{
    /// <summary>Changes kept for deltas.</summary>
    public const int HistoryLimit = 1024;

    private readonly Dictionary<MapRow, MapEntry> _entries = [];
    private readonly Dictionary<MapRow, MapEntry?> _staged = [];
    private readonly MapChange[] _history = new MapChange[HistoryLimit];
    private readonly SortedEntries _published = new();
    private int _kept;

    /// <summary>Generation of what is published.</summary>
    public ulong Generation { get; private set; } = firstGeneration;

    /// <summary>Rows, staged changes included.</summary>
    public int Count => _entries.Count;

    /// <summary>Rows as published.</summary>
    public int PublishedCount => _published.Count;

    /// <summary>Whether there is something to publish.</summary>
    public bool HasStaged => _staged.Count > 0;

    /// <summary>The oldest generation deltas can start from.</summary>
    public ulong Oldest => Generation - (ulong)_kept;

    public bool TryGet(MapRow row, out MapEntry entry) => _entries.TryGetValue(row, out entry);

    public bool Contains(MapRow row) => _entries.ContainsKey(row);

    /// <summary>Stages an entry.</summary>
    public void Set(MapRow row, MapRowState state, int accessPoints)
    {
        var entry = new MapEntry
        {
            State = state,
            PrefixLength = row.PrefixLength,
            HomeAgent = row.HomeAgent,
            AccessPoints = (ushort)Math.Min(accessPoints, ushort.MaxValue),
        };
        MapEntry? before = _entries.TryGetValue(row, out var old) ? old : null;
        if (before == entry)
            return;
        _staged.TryAdd(row, before);
        _entries[row] = entry;
    }

    /// <summary>Stages a removal.</summary>
    public void Remove(MapRow row)
    {
        if (_entries.Remove(row, out var old))
            _staged.TryAdd(row, old);
    }

    /// <summary>Publishes what is staged and hands out the changes that others see, in the order they were first staged.</summary>
    public void Publish(List<PublishedChange> changes)
    {
        foreach (var (row, before) in _staged)
        {
            MapEntry? entry = _entries.TryGetValue(row, out var present) ? present : null;
            if (before == entry)
                continue;
            _published.Set(row, entry);
            if (!countsMatter && before?.State == entry?.State)
                continue;
            var change = entry is { } current ? MapChange.Upsert(current) : MapChange.Remove(row);
            _history[Slot(Generation)] = change;
            Generation++;
            _kept = Math.Min(_kept + 1, HistoryLimit);
            changes.Add(new(change, before is null));
        }
        _staged.Clear();
    }

    /// <summary>Whether deltas can lead from a generation to the present one.</summary>
    public bool Covers(ulong generation) => generation >= Oldest && generation <= Generation;

    /// <summary>Copies the changes that follow a covered generation and returns how many there were room for.</summary>
    public int Collect(ulong after, Span<MapChange> changes)
    {
        var count = (int)Math.Min((ulong)changes.Length, Generation - after);
        for (var i = 0; i < count; i++)
            changes[i] = _history[Slot(after + (ulong)i)];
        return count;
    }

    /// <summary>The published entries in canonical order. The array is never written again.</summary>
    public MapEntry[] ToSorted() => _published.ToArray();

    /// <summary>Digest of the published rows.</summary>
    public TableDigest Digest() => _published.Digest();

    private static int Slot(ulong generation) => (int)(generation % HistoryLimit);
}
