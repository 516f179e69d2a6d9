using System.Collections.Immutable;

namespace ProxyMip.Engine.Tracing;

/// <summary>The last roams of a node: a ring that the present ones keep up to date.</summary>
internal sealed class RoamJournal
{
    /// <summary>Roams kept.</summary>
    public const int Capacity = 256;

    private readonly RoamTrace?[] _ring = new RoamTrace?[Capacity];
    private long _last;

    /// <summary>The number of a new roam.</summary>
    public long NextId() => ++_last;

    /// <summary>Enters a roam, or what has become of it; passed over when the ring has moved on.</summary>
    public void Enter(RoamTrace trace)
    {
        if (trace.Id > _last - Capacity)
            _ring[trace.Id % Capacity] = trace;
    }

    /// <summary>All kept, newest first.</summary>
    public ImmutableArray<RoamTrace> Newest()
    {
        var newest = ImmutableArray.CreateBuilder<RoamTrace>();
        for (var id = _last; id > Math.Max(0, _last - Capacity); id--)
        {
            if (_ring[id % Capacity] is { } trace && trace.Id == id)
                newest.Add(trace);
        }
        return newest.DrainToImmutable();
    }
}
