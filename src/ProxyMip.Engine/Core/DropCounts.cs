using System.Collections.Immutable;

namespace ProxyMip.Engine.Core;

/// <summary>Counters per reason, zero at start and after Clear.</summary>
internal sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<DropReason>().Length];

    public void Add(DropReason reason) => _counts[(int)reason]++;

    public void Clear() => Array.Clear(_counts);

    /// <summary>Adds every count above zero to a picture.</summary>
    public void AddTo(ImmutableSortedDictionary<DropReason, long>.Builder picture)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
                picture[(DropReason)i] = picture.GetValueOrDefault((DropReason)i) + _counts[i];
        }
    }
}
