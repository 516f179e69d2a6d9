namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>Rows in canonical order. Changes are gathered and merged in when the order is next asked for, so a change costs O(1) and a look O(n) at most once.</summary>
internal sealed class SortedRows
{
    private readonly Dictionary<RowKey, RowValue?> _unmerged = [];
    private Row[] _rows = [];

    /// <summary>Sets a value, or removes the row when the value is null.</summary>
    public void Set(RowKey key, RowValue? value) => _unmerged[key] = value;

    /// <summary>Replaces everything by rows that are in canonical order already. The array is kept.</summary>
    public void Replace(Row[] rows)
    {
        _unmerged.Clear();
        _rows = rows;
    }

    /// <summary>All rows in canonical order. The array is never written again.</summary>
    public Row[] ToArray()
    {
        if (_unmerged.Count == 0)
            return _rows;
        var changes = new KeyValuePair<RowKey, RowValue?>[_unmerged.Count];
        ((ICollection<KeyValuePair<RowKey, RowValue?>>)_unmerged).CopyTo(changes, 0);
        Array.Sort(changes, static (left, right) => left.Key.CompareTo(right.Key));
        _unmerged.Clear();
        return _rows = Merge(_rows, changes);
    }

    private static Row[] Merge(Row[] rows, KeyValuePair<RowKey, RowValue?>[] changes)
    {
        var merged = new Row[rows.Length + changes.Length];
        var (from, count) = (0, 0);
        foreach (var (key, value) in changes)
        {
            var until = LowerBound(rows, from, key);
            Array.Copy(rows, from, merged, count, until - from);
            count += until - from;
            from = until < rows.Length && rows[until].Key == key ? until + 1 : until;
            if (value is { } present)
                merged[count++] = new(key, present);
        }
        Array.Copy(rows, from, merged, count, rows.Length - from);
        count += rows.Length - from;
        Array.Resize(ref merged, count);
        return merged;
    }

    private static int LowerBound(Row[] rows, int from, RowKey key)
    {
        var (low, high) = (from, rows.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (rows[middle].Key.CompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
