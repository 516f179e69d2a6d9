using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// Finds the home agent of a client's address by longest match (manual: the subnet map table). Immutable: a change builds a new table, readers keep
/// the old one meanwhile. A look-up allocates nothing: one read for the upper half of the address, where many networks share it one for the third
/// octet, then a search among the few intervals of addresses that are left.
/// </summary>
public sealed class LongestMatchTable
{
    private readonly MatchCell[] _cells;
    private readonly MatchInterval[] _intervals;
    private readonly MatchSteps[] _steps;
    private readonly MatchGroup[] _groups;
    private readonly Ipv4Address[] _homeAgents;

    internal LongestMatchTable(
        MatchCell[] cells, MatchInterval[] intervals, MatchSteps[] steps, MatchGroup[] groups, Ipv4Address[] homeAgents)
    {
        _cells = cells;
        _intervals = intervals;
        _steps = steps;
        _groups = groups;
        _homeAgents = homeAgents;
    }

    /// <summary>A table without rows.</summary>
    public static LongestMatchTable Empty { get; } = Build([]);

    /// <summary>Networks with at least one usable home agent.</summary>
    public int NetworkCount => _groups.Length - 1;

    /// <summary>Builds the table of the usable rows (active or probing), given in any order. 10,000 rows take a few milliseconds.</summary>
    public static LongestMatchTable Build(ReadOnlySpan<MapEntry> rows)
    {
        var (groups, homeAgents) = MatchGroups.Of(rows);
        return new MatchTableBuilder(MatchIntervals.Of(groups)).Build(groups, homeAgents);
    }

    /// <summary>Finds the longest network that contains an address.</summary>
    /// <returns>False when no row covers the address.</returns>
    public bool TryFind(Ipv4Address client, out SubnetMatch match)
    {
        match = _groups[Find(client)].Match;
        return match.HomeAgentCount != 0;
    }

    /// <summary>
    /// The home agents of the longest network that contains an address, the one to use first in front: active ones by number, then those
    /// being probed by number. Empty when no row covers the address.
    /// </summary>
    public ReadOnlySpan<Ipv4Address> HomeAgentsFor(Ipv4Address client)
    {
        ref readonly var group = ref _groups[Find(client)];
        return _homeAgents.AsSpan(group.FirstHomeAgent, group.Match.HomeAgentCount);
    }

    private int Find(Ipv4Address client)
    {
        var cell = _cells[client.UpperHalf];
        if (cell.Count == 0)
            return cell.First;
        var (first, count) = cell.Count > 0 ? (cell.First, cell.Count) : Narrow(cell, client);
        return Search(_intervals.AsSpan(first, count), client.LowerHalf);
    }

    private (int First, int Count) Narrow(MatchCell cell, Ipv4Address client)
    {
        ref readonly var steps = ref _steps[~cell.Count];
        var octet = client.ThirdOctet;
        return (cell.First + steps[octet], steps[octet + 1] - steps[octet] + 1);
    }

    // The last interval that begins at or before the lower half; the first one given always does.
    private static int Search(ReadOnlySpan<MatchInterval> intervals, ushort lowerHalf)
    {
        var at = 0;
        for (var left = intervals.Length; left > 1;)
        {
            var half = left / 2;
            at = intervals[at + half].Start <= lowerHalf ? at + half : at;
            left -= half;
        }
        return intervals[at].Group;
    }
}
