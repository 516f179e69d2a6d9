using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>Puts the parts of one snapshot together. Bounded by the rows the receiver is ready to hold; nothing of it is used before it is whole.</summary>
/// <param name="maximumRows">Most rows accepted.</param>
internal sealed class SnapshotAssembly(int maximumRows)
{
    private bool[] _arrived = [];
    private int _missing;

    /// <summary>The generation being put together; 0 before the first part.</summary>
    public ulong Generation { get; private set; }

    /// <summary>The entries, whole only when <see cref="IsComplete"/>.</summary>
    public MapEntry[] Entries { get; private set; } = [];

    /// <summary>Parts the snapshot has; 0 before the first one arrived.</summary>
    public int Parts => _arrived.Length;

    /// <summary>The first part not there yet.</summary>
    public int FirstMissing { get; private set; }

    /// <summary>Whether all parts are there.</summary>
    public bool IsComplete => Parts > 0 && _missing == 0;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Generation, Entries, _arrived, FirstMissing, _missing) = (0, [], [], 0, 0);

    /// <summary>Keeps a part. False when it does not fit what arrived before, is there already, or the table is too large.</summary>
    public bool TryKeep(in MapSnapshotPart part, MapEntryList entries)
    {
        if (part.TotalRows > maximumRows)
            return false;
        if (Parts == 0)
            (Generation, Entries, _arrived, _missing) = (part.Generation, new MapEntry[part.TotalRows], new bool[part.PartCount], part.PartCount);
        else if (part.Generation != Generation || part.TotalRows != Entries.Length || _arrived[part.Part])
            return false;
        var at = part.Part * MapSnapshotPart.EntriesPerPart;
        foreach (var entry in entries)
            Entries[at++] = entry;
        _arrived[part.Part] = true;
        _missing--;
        while (FirstMissing < Parts && _arrived[FirstMissing])
            FirstMissing++;
        return true;
    }

    /// <summary>The stretch of missing parts to be asked for before the end of a run, 1 to 16 parts.</summary>
    public (int First, int Count) Wanted(int runEnd)
    {
        var end = Parts == 0 ? runEnd : Math.Min(runEnd, Parts);
        while (Parts > 0 && end - 1 > FirstMissing && _arrived[end - 1])
            end--;
        return (FirstMissing, Math.Clamp(end - FirstMissing, 1, MapSnapshotRequest.MaxParts));
    }

    /// <summary>What the whole table looks like.</summary>
    /// <param name="offered">The generation a digest was told for.</param>
    /// <param name="digest">That digest.</param>
    public TableVerdict Judge(ulong offered, TableDigest digest)
    {
        if (!IsComplete)
            return TableVerdict.Incomplete;
        if (!IsCanonical())
            return TableVerdict.Bad;
        if (Generation != offered)
            return TableVerdict.Unconfirmed;
        return TableDigest.Compute(Entries) == digest ? TableVerdict.Good : TableVerdict.Bad;
    }

    // Doublets would make a digest say less than it seems to.
    private bool IsCanonical()
    {
        for (var i = 1; i < Entries.Length; i++)
        {
            if (Entries[i - 1].Row.CompareTo(Entries[i].Row) >= 0)
                return false;
        }
        return true;
    }
}
