namespace ProxyMip.Engine.SubnetMaps.Tables;

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

    private readonly Dictionary<RowKey, RowValue> _rows = [];
    private readonly Dictionary<RowKey, RowValue?> _staged = [];
    private readonly RowChange[] _history = new RowChange[HistoryLimit];
    private readonly SortedRows _published = new();
    private int _kept;

    /// <summary>Generation of what is published.</summary>
    public ulong Generation { get; private set; } = firstGeneration;

    /// <summary>Rows, staged changes included.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether there is something to publish.</summary>
    public bool HasStaged => _staged.Count > 0;

    /// <summary>All rows, staged changes included, in no particular order.</summary>
    public Dictionary<RowKey, RowValue> Rows => _rows;

    /// <summary>The oldest generation deltas can start from.</summary>
    public ulong Oldest => Generation - (ulong)_kept;

    public bool TryGet(RowKey key, out RowValue value) => _rows.TryGetValue(key, out value);

    public bool Contains(RowKey key) => _rows.ContainsKey(key);

    /// <summary>Stages a new value.</summary>
    public void Set(RowKey key, RowValue value)
    {
        RowValue? before = _rows.TryGetValue(key, out var old) ? old : null;
        if (before == value)
            return;
        _staged.TryAdd(key, before);
        _rows[key] = value;
    }

    /// <summary>Stages a removal.</summary>
    public void Remove(RowKey key)
    {
        if (_rows.Remove(key, out var old))
            _staged.TryAdd(key, old);
    }

    /// <summary>Publishes what is staged and hands out the changes that others see, in the order they were first staged.</summary>
    public void Publish(List<RowChange> changes)
    {
        foreach (var (key, before) in _staged)
        {
            RowValue? value = _rows.TryGetValue(key, out var present) ? present : null;
            if (before == value)
                continue;
            _published.Set(key, value);
            if (!countsMatter && before is { } old && value is { } current && old.State == current.State)
                continue;
            var change = new RowChange(key, value);
            _history[(int)(Generation % HistoryLimit)] = change;
            Generation++;
            _kept = Math.Min(_kept + 1, HistoryLimit);
            changes.Add(change);
        }
        _staged.Clear();
    }

    /// <summary>Whether deltas can lead from a generation to the present one.</summary>
    public bool Covers(ulong generation) => generation >= Oldest && generation <= Generation;

    /// <summary>The change that made <paramref name="generation"/> + 1. Only for generations that are covered, and below the present one.</summary>
    public RowChange ChangeAfter(ulong generation) => _history[(int)(generation % HistoryLimit)];

    /// <summary>The published rows in canonical order. The array is never written again.</summary>
    public Row[] ToSorted() => _published.ToArray();
}
