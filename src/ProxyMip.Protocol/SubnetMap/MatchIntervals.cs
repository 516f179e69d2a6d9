using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// Turns nested networks into intervals of addresses that have the same longest match. Networks come in canonical order, so that one pass with
/// a stack of the networks still open finds every address at which the match changes.
/// </summary>
internal sealed class MatchIntervals
{
    private readonly List<(Ipv4Address Start, int Group)> _changes = [(Ipv4Address.Any, 0)];
    private readonly Stack<(Ipv4Address End, int Group)> _open = [];

    private MatchIntervals()
    {
    }

    /// <summary>Every address at which the longest match changes, ascending, from 0.0.0.0 on, with the group in force from there.</summary>
    public static List<(Ipv4Address Start, int Group)> Of(ReadOnlySpan<MatchGroup> groups)
    {
        var sweep = new MatchIntervals();
        for (var group = 1; group < groups.Length; group++)
        {
            var network = groups[group].Match.Network;
            sweep.CloseBefore(network.Network);
            sweep._open.Push((network.DirectedBroadcast, group));
            sweep.Change(network.Network, group);
        }
        sweep.CloseBefore(Ipv4Address.Broadcast);
        return sweep._changes;
    }

    // Networks that end before this address give way to the one around them.
    private void CloseBefore(Ipv4Address address)
    {
        while (_open.TryPeek(out var inner) && inner.End < address)
        {
            _open.Pop();
            Change(new(inner.End.Value + 1), _open.TryPeek(out var outer) ? outer.Group : 0);
        }
    }

    private void Change(Ipv4Address start, int group)
    {
        if (_changes[^1].Start == start)
            _changes.RemoveAt(_changes.Count - 1);
        if (_changes.Count == 0 || _changes[^1].Group != group)
            _changes.Add((start, group));
    }
}
