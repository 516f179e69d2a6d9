using System.Collections.Immutable;
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

    /// <summary>The octets of a digest; empty when there is no table.</summary>
    public static ImmutableArray<byte> ToImmutable(this TableDigest digest)
    {
        if (digest.IsNone)
            return [];
        Span<byte> octets = stackalloc byte[TableDigest.Size];
        digest.WriteTo(octets);
        return [.. octets];
    }
}
