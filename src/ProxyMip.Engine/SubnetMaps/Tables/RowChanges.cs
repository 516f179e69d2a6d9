using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>Rows that came into the table in use or left it in one step.</summary>
internal sealed class RowChanges
{
    public List<MapRow> Added { get; } = [];

    public List<MapRow> Removed { get; } = [];

    /// <summary>Whether lookups may find something else, also where rows only changed their state.</summary>
    public bool ConcernLookups { get; set; }

    public bool IsEmpty => Added.Count + Removed.Count == 0 && !ConcernLookups;

    public void Clear()
    {
        Added.Clear();
        Removed.Clear();
        ConcernLookups = false;
    }
}
