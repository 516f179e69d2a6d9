using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Free home addresses for nodes that have none (RFC 2794 §2). An address is taken as soon as a node is known under it.</summary>
internal sealed class AddressPool(ImmutableArray<(Ipv4Address Start, Ipv4Address End)> ranges)
{
    private const int MostSteps = 64; // addresses looked at for one request

    private int _range;
    private uint _offset;

    /// <summary>The next free address; null when there is none among the next ones in order.</summary>
    public Ipv4Address? Next(Func<Ipv4Address, bool> isTaken)
    {
        for (var step = 0; step < MostSteps && !ranges.IsEmpty; step++)
        {
            var (start, end) = ranges[_range];
            var candidate = new Ipv4Address(start.Value + _offset);
            if (!isTaken(candidate))
                return candidate;
            _offset++;
            if (candidate < end)
                continue;
            (_range, _offset) = ((_range + 1) % ranges.Length, 0);
        }
        return null;
    }
}
