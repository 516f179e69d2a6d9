using System.Collections.Immutable;

namespace ProxyMip.Engine.Core;

/// <summary>Counters per reason, zero at start and after Clear.</summary>
internal sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<AccessPointDropReason>().Length];

    public void Add(AccessPointDropReason reason) => _counts[(int)reason]++;

    public void Clear() => Array.Clear(_counts);

    /// <summary>Adds every count above zero to a picture.</summary>
    public void AddTo(ImmutableSortedDictionary<AccessPointDropReason, long>.Builder picture)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
                picture[(AccessPointDropReason)i] = picture.GetValueOrDefault((AccessPointDropReason)i) + _counts[i];
        }
    }
}
