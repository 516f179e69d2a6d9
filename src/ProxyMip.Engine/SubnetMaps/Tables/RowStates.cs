using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>States of rows, as people see them.</summary>
internal static class RowStates
{
    public static SubnetMapRowStatus ToStatus(this MapRowState state) => state switch
    {
        MapRowState.Active => SubnetMapRowStatus.Active,
        MapRowState.Probing => SubnetMapRowStatus.Probing,
        _ => SubnetMapRowStatus.Unverified,
    };
}
