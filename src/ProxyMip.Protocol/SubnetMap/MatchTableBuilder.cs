using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Lays intervals out as a <see cref="LongestMatchTable"/>: a cell for each upper half of addresses, intervals where a cell has several.</summary>
/// <param name="changes">See <see cref="MatchIntervals.Of"/>.</param>
internal sealed class MatchTableBuilder(List<(Ipv4Address Start, int Group)> changes)
{
    // Up to here a search from the start costs no more than the read of the steps would.
    private const int FewIntervals = 8;

    private readonly MatchCell[] _cells = new MatchCell[ushort.MaxValue + 1];
    private readonly List<MatchInterval> _intervals = new(changes.Count);
    private readonly List<MatchSteps> _steps = [];

    public LongestMatchTable Build(MatchGroup[] groups, Ipv4Address[] homeAgents)
    {
        var inForce = 0;
        var empty = 0;
        for (var next = 0; next < changes.Count;)
        {
            var upperHalf = changes[next].Start.UpperHalf;
            _cells.AsSpan(empty, upperHalf - empty).Fill(new(inForce, 0));
            _cells[upperHalf] = Cell(ref next, inForce);
            inForce = changes[next - 1].Group;
            empty = upperHalf + 1;
        }
        _cells.AsSpan(empty).Fill(new(inForce, 0));
        return new(_cells, [.. _intervals], [.. _steps], groups, homeAgents);
    }

    // The cell in which the next change lies; passes over all changes in it.
    private MatchCell Cell(ref int next, int inForce)
    {
        var upperHalf = changes[next].Start.UpperHalf;
        var first = _intervals.Count;
        if (changes[next].Start.LowerHalf != 0)
            _intervals.Add(new(0, inForce));
        for (; next < changes.Count && changes[next].Start.UpperHalf == upperHalf; next++)
            _intervals.Add(new(changes[next].Start.LowerHalf, changes[next].Group));

        var count = _intervals.Count - first;
        if (count == 1)
        {
            var only = _intervals[first].Group;
            _intervals.RemoveAt(first);
            return new(only, 0);
        }
        if (count <= FewIntervals)
            return new(first, count);
        _steps.Add(StepsOf(first, count));
        return new(first, ~(_steps.Count - 1));
    }

    private MatchSteps StepsOf(int first, int count)
    {
        var steps = new MatchSteps();
        var at = 0;
        for (var octet = 0; octet < MatchSteps.Count - 1; octet++)
        {
            while (at + 1 < count && _intervals[first + at + 1].Start <= octet * 256)
                at++;
            steps[octet] = (ushort)at;
        }
        steps[MatchSteps.Count - 1] = (ushort)(count - 1);
        return steps;
    }
}
