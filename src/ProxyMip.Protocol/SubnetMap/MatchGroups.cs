using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Gathers the usable rows of a table by network, networks in canonical order. Group 0 stands for no match.</summary>
internal static class MatchGroups
{
    /// <summary>The groups, and the home agents of all of them in one list: within a group in the order of their use.</summary>
    public static (MatchGroup[] Groups, Ipv4Address[] HomeAgents) Of(ReadOnlySpan<MapEntry> rows)
    {
        var groups = new List<MatchGroup>(rows.Length + 1) { default };
        var homeAgents = new List<Ipv4Address>(rows.Length);
        foreach (var (network, _, homeAgent) in Sorted(rows))
        {
            var last = groups[^1];
            if (last.Match.HomeAgentCount == 0 || last.Match.Network != network)
                groups.Add(new(new(network, homeAgent, 1), homeAgents.Count));
            else if (homeAgents.IndexOf(homeAgent, last.FirstHomeAgent) < 0)
                groups[^1] = last with { Match = last.Match with { HomeAgentCount = last.Match.HomeAgentCount + 1 } };
            else
                continue;
            homeAgents.Add(homeAgent);
        }
        return ([.. groups], [.. homeAgents]);
    }

    private static List<UsableRow> Sorted(ReadOnlySpan<MapEntry> rows)
    {
        var usable = new List<UsableRow>(rows.Length);
        foreach (ref readonly var row in rows)
        {
            if (row.IsUsable && row.PrefixLength <= MapRow.MaxPrefixLength)
                usable.Add(new(row.Row.Network, row.State, row.HomeAgent));
        }
        usable.Sort();
        return usable;
    }

    private readonly record struct UsableRow(Ipv4Prefix Network, MapRowState State, Ipv4Address HomeAgent) : IComparable<UsableRow>
    {
        // Active rows before those being probed: a home agent somebody vouches for is tried first.
        public int CompareTo(UsableRow other)
        {
            var networks = Network.CompareTo(other.Network);
            if (networks != 0)
                return networks;
            return State != other.State ? State.CompareTo(other.State) : HomeAgent.CompareTo(other.HomeAgent);
        }
    }
}
