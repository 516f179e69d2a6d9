using System.Diagnostics.CodeAnalysis;
using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// Mobile nodes and their bindings: found by address or name in constant time, ended by a heap of deadlines. Nodes without binding are remembered for
/// their Identification, up to as many as bindings are allowed; the longest unbound go first, once their Identification is too old to be replayed.
/// </summary>
internal sealed class BindingTable
{
    private readonly Dictionary<Ipv4Address, MobileNode> _nodes = [];
    private readonly Dictionary<string, MobileNode> _named = new(StringComparer.Ordinal);
    private readonly DeadlineHeap<Binding> _ends = new();
    private readonly Queue<MobileNode> _forgettable = new();

    /// <summary>Bindings of all nodes.</summary>
    public int Count { get; private set; }

    public int KnownNodes => _nodes.Count;

    public TimeSpan? NextEnd => _ends.Earliest;

    public IEnumerable<MobileNode> Nodes => _nodes.Values;

    public MobileNode? Find(Ipv4Address homeAddress) => _nodes.GetValueOrDefault(homeAddress);

    public MobileNode? FindNamed(string nai) => _named.GetValueOrDefault(nai);

    public bool IsKnown(Ipv4Address homeAddress) => _nodes.ContainsKey(homeAddress);

    /// <summary>Remembers a node.</summary>
    /// <param name="node">The node, not known yet.</param>
    public void Add(MobileNode node)
    {
        _nodes.Add(node.HomeAddress, node);
        if (node.Nai is { } nai)
            _named.TryAdd(nai, node);
        MarkForgettable(node);
    }

    /// <summary>Makes room for one more node if need be: forgets one without binding whose Identification is older than a replay could be.</summary>
    /// <param name="capacity">Most nodes.</param>
    /// <param name="isStale">Whether an Identification is too old to be accepted again.</param>
    public bool TryMakeRoom(int capacity, Func<ulong, bool> isStale)
    {
        while (_nodes.Count >= capacity)
        {
            if (!_forgettable.TryPeek(out var oldest))
                return false;
            if (oldest.Bindings.Length == 0)
            {
                if (oldest.HighestIdentification is { } highest && !isStale(highest))
                    return false;
                Forget(oldest);
            }
            oldest.MayBeForgotten = false;
            _forgettable.Dequeue();
        }
        return true;
    }

    /// <summary>Adds a binding to its node, or gives one that is there a new end.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="endsAt">The uptime it ends at; null: never.</param>
    public void Set(Binding binding, TimeSpan? endsAt)
    {
        if (Array.IndexOf(binding.Node.Bindings, binding) < 0)
        {
            binding.Node.Bindings = [.. binding.Node.Bindings, binding];
            Count++;
        }
        if (endsAt is { } at)
            _ends.Schedule(binding, at);
        else
            _ends.Remove(binding);
    }

    public void Remove(Binding binding)
    {
        var node = binding.Node;
        node.Bindings = [.. node.Bindings.Where(other => other != binding)];
        _ends.Remove(binding);
        Count--;
        if (node.Bindings.Length == 0)
            MarkForgettable(node);
    }

    /// <summary>Takes out a binding whose time is over.</summary>
    public bool TryTakeEnded(TimeSpan now, [NotNullWhen(true)] out Binding? binding)
    {
        if (!_ends.TryTakeDue(now, out binding))
            return false;
        Remove(binding);
        return true;
    }

    private void MarkForgettable(MobileNode node)
    {
        if (node.MayBeForgotten)
            return;
        node.MayBeForgotten = true;
        _forgettable.Enqueue(node);
    }

    private void Forget(MobileNode node)
    {
        _nodes.Remove(node.HomeAddress);
        if (node.Nai is { } nai)
            _named.Remove(nai);
    }
}
