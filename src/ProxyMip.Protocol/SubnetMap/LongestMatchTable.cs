using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// Finds the home agent of a client's address by longest match (manual: the subnet map table). Immutable: a change builds a new table, readers keep
/// the old one meanwhile. A look-up allocates nothing: one read for the upper half of the address, then a search among the few intervals of
/// addresses that share it.
/// </summary>
public sealed class LongestMatchTable
{
    // For each upper half: a group (0: none), or the complement of a block of intervals.
    private readonly int[] _byUpperHalf;
    private readonly MatchBlock[] _blocks;

    // Intervals of all blocks: the lower half an interval begins with, and its group.
    private readonly ushort[] _starts;
    private readonly int[] _targets;

    private readonly MatchGroup[] _groups;
    private readonly Ipv4Address[] _homeAgents;

    internal LongestMatchTable(
        int[] byUpperHalf, MatchBlock[] blocks, ushort[] starts, int[] targets, MatchGroup[] groups, Ipv4Address[] homeAgents)
    {
        _byUpperHalf = byUpperHalf;
        _blocks = blocks;
        _starts = starts;
        _targets = targets;
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
        ref readonly var group = ref _groups[Find(client)];
        match = group.Match;
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
        var target = _byUpperHalf[client.UpperHalf];
        return target >= 0 ? target : Search(_blocks[~target], client.LowerHalf);
    }

    // The last interval that begins at or before the lower half; the first one of a block always begins at 0.
    private int Search(MatchBlock block, ushort lowerHalf)
    {
        var starts = _starts.AsSpan(block.First, block.Count);
        var at = 0;
        for (var left = starts.Length; left > 1;)
        {
            var half = left / 2;
            at = starts[at + half] <= lowerHalf ? at + half : at;
            left -= half;
        }
        return _targets[block.First + at];
    }
}
