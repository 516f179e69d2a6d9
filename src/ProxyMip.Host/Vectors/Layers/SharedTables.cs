using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>
/// Subnet map tables that other vectors of the same run transfer: a DELTA starts from the table of a SNAPSHOT, whichever stands first in the files.
/// </summary>
internal sealed class SharedTables
{
    private readonly Dictionary<(string File, MapScope Scope, ulong Generation), MapEntry[]> _tables = [];

    public SharedTables(IEnumerable<VectorCase> vectors)
    {
        var maps = vectors.Where(vector => vector.Layer == "subnet-map" && vector.Expectations.Any(expectation => expectation.Outcome == Observation.Accept)).ToList();
        foreach (var parts in maps.Select(Part).Where(part => part is not null).GroupBy(part => part!.Value.Key))
            TakeSnapshot(parts.Key, [.. parts.Select(part => part!.Value)]);
        var deltas = maps.Select(Delta).OfType<MapStep>().ToList();
        // One delta may start where another ends.
        for (var left = deltas.Count; left > 0; left--)
        {
            foreach (var step in deltas)
            {
                if (Find(step.File, step.Delta.Scope, step.Delta.FromGeneration) is { } table)
                    _tables.TryAdd((step.File, step.Delta.Scope, step.Delta.ToGeneration), Apply(table, step.Changes));
            }
        }
    }

    /// <summary>The table of a generation, from the same file if it is there; null when no vector transfers it.</summary>
    public MapEntry[]? Find(string file, MapScope scope, ulong generation)
    {
        if (_tables.TryGetValue((file, scope, generation), out var own))
            return own;
        foreach (var (key, table) in _tables)
        {
            if (key.Scope == scope && key.Generation == generation)
                return table;
        }
        return null;
    }

    /// <summary>A table with changes applied, in canonical order.</summary>
    public static MapEntry[] Apply(MapEntry[] table, MapChange[] changes)
    {
        var rows = new Dictionary<MapRow, MapEntry>();
        foreach (var entry in table)
            rows[entry.Row] = entry;
        foreach (var change in changes)
        {
            if (change.Operation == MapOperation.Remove)
                rows.Remove(change.Row);
            else
                rows[change.Row] = change.Entry;
        }
        return [.. rows.Values.OrderBy(entry => entry.Row)];
    }

    private void TakeSnapshot((string File, MapScope Scope, ulong Generation) key, SnapshotPiece[] pieces)
    {
        var distinct = pieces.GroupBy(piece => piece.Part.Part).Select(group => group.First()).OrderBy(piece => piece.Part.Part).ToArray();
        if (distinct.Length == distinct[0].Part.PartCount)
            _tables[key] = [.. distinct.SelectMany(piece => piece.Entries).OrderBy(entry => entry.Row)];
    }

    private static SnapshotPiece? Part(VectorCase vector)
    {
        if (!MapHeader.TryParse(vector.Octets, out var header, out _) || header.Type != MapMessageType.SnapshotPart
            || !MapSnapshotPart.TryParse(BodyOf(vector), out var part, out var entries, out _))
            return null;
        return new((vector.File, part.Scope, part.Generation), part, entries.ToArray());
    }

    private static MapStep? Delta(VectorCase vector)
    {
        if (!MapHeader.TryParse(vector.Octets, out var header, out _) || header.Type != MapMessageType.Delta
            || !MapDelta.TryParse(BodyOf(vector), out var delta, out var changes, out _))
            return null;
        return new(vector.File, delta, changes.ToArray());
    }

    private static ReadOnlySpan<byte> BodyOf(VectorCase vector) =>
        vector.Octets.AsSpan(MapHeader.FixedSize, Math.Max(0, vector.Octets.Length - MapHeader.FixedSize - MapHeader.TrailerSize));

    private readonly record struct SnapshotPiece((string File, MapScope Scope, ulong Generation) Key, MapSnapshotPart Part, MapEntry[] Entries);

    private sealed record MapStep(string File, MapDelta Delta, MapChange[] Changes);
}
