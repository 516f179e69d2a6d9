using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>What pages may see of a member.</summary>
internal static class MemberView
{
    public static SubnetMapSnapshot Of(MemberState state, MemberTable table, MemberLinks links, Meter meter, TimeSpan? confirmedAt) => new()
    {
        Phase = PhaseOf(state.Phase),
        ActiveAap = links.Active is { } active ? links[active].Address : null,
        Generation = state.HeldGeneration,
        Digest = table.HasShared ? table.Digest.ToImmutable() : [],
        Rows = state.Phase == MemberPhase.Off ? [] : [.. table.Rows().Select(row => RowOf(row.Arrival, row.Status, confirmedAt))],
        DifferingLists = links.WithOtherLists(),
        Maintenance = state.Maintenance == Maintenance.None ? null : new(state.Maintenance == Maintenance.Clear, 0, table.Count),
        Counters = meter.ToCounters(),
    };

    // The own rows need nobody to confirm them.
    private static SubnetMapRowView RowOf(Arrival arrival, SubnetMapRowStatus status, TimeSpan? confirmedAt)
    {
        var validatedAt = status != SubnetMapRowStatus.Stale && arrival.From is not null && confirmedAt > arrival.At ? confirmedAt.Value : arrival.At;
        return new(arrival.Row.HomeAgent, arrival.Row.Network, status, arrival.From, arrival.At, validatedAt, AccessPoints: null);
    }

    private static SubnetMapPhase PhaseOf(MemberPhase phase) => phase switch
    {
        MemberPhase.Off => SubnetMapPhase.Off,
        MemberPhase.Learning or MemberPhase.Spreading => SubnetMapPhase.Learning,
        MemberPhase.Waiting => SubnetMapPhase.Waiting,
        MemberPhase.Hello => SubnetMapPhase.Hello,
        MemberPhase.Register => SubnetMapPhase.Register,
        MemberPhase.Sync or MemberPhase.Verifying or MemberPhase.AwaitingDeltas => SubnetMapPhase.Synchronising,
        _ => SubnetMapPhase.InSync,
    };
}
