using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Lays intervals out as a <see cref="LongestMatchTable"/>: one cell for each upper half, a block where a cell has several intervals.</summary>
internal sealed class MatchTableBuilder(List<(Ipv4Address Start, int Group)> changes)
{
    private readonly int[] _byUpperHalf = new int[ushort.MaxValue + 1];
    private readonly List<MatchBlock> _blocks = [];
    private readonly List<ushort> _starts = [];
    private readonly List<int> _targets = [];

    public LongestMatchTable Build(MatchGroup[] groups, Ipv4Address[] homeAgents)
    {
        var inForce = 0;
        var cell = 0;
        for (var i = 0; i < changes.Count;)
        {
            var upperHalf = changes[i].Start.UpperHalf;
            _byUpperHalf.AsSpan(cell, upperHalf - cell).Fill(inForce);
            cell = upperHalf + 1;
            (_byUpperHalf[upperHalf], i) = Cell(i, inForce);
            inForce = changes[i - 1].Group;
        }
        _byUpperHalf.AsSpan(cell).Fill(inForce);
        return new(_byUpperHalf, [.. _blocks], [.. _starts], [.. _targets], groups, homeAgents);
    }

    // The content of the cell in which change i lies, and the first change behind it.
    private (int Target, int Next) Cell(int i, int inForce)
    {
        var upperHalf = changes[i].Start.UpperHalf;
        var first = _starts.Count;
        if (changes[i].Start.LowerHalf != 0)
            Add(0, inForce);
        for (; i < changes.Count && changes[i].Start.UpperHalf == upperHalf; i++)
            Add(changes[i].Start.LowerHalf, changes[i].Group);
        var count = _starts.Count - first;
        if (count > 1)
        {
            _blocks.Add(new(first, count));
            return (~(_blocks.Count - 1), i);
        }
        var only = _targets[first];
        _starts.RemoveAt(first);
        _targets.RemoveAt(first);
        return (only, i);
    }

    private void Add(ushort start, int group)
    {
        _starts.Add(start);
        _targets.Add(group);
    }
}
