using System.Collections.Immutable;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Associations;

/// <summary>How replays are kept out (RFC 5944 §5.7).</summary>
public enum ReplayMethod
{
    /// <summary>NTP timestamps, mandatory to implement.</summary>
    Timestamp,

    /// <summary>Nonces, optional; not offered in proxy mode.</summary>
    Nonce,
}

/// <summary>One security association: SPI, algorithm, key and replay method (RFC 5944 §1.6, §5).</summary>
/// <param name="Spi">Names the association between two peers.</param>
/// <param name="Algorithm">How the authenticator is made.</param>
/// <param name="Key">The shared key.</param>
public sealed record SecurityAssociation(Spi Spi, AuthenticationAlgorithm Algorithm, SecretKey Key)
{
    /// <summary>Timestamps unless both ends agreed on nonces.</summary>
    public ReplayMethod Replay { get; init; } = ReplayMethod.Timestamp;

    /// <summary>Accepted clock difference in either direction; null: the agent's own setting (7 s by default).</summary>
    public TimeSpan? Tolerance { get; init; }
}

/// <summary>Associations for a range of mobile node addresses (the manual's group SPI and group key).</summary>
/// <param name="Start">First home address.</param>
/// <param name="End">Last home address.</param>
/// <param name="Association">What they share with their home agent.</param>
public sealed record AssociationRange(Ipv4Address Start, Ipv4Address End, SecurityAssociation Association);

/// <summary>Local association ranges, sorted and without overlap, with a logarithmic look-up.</summary>
public sealed class AssociationRanges
{
    private readonly ImmutableArray<AssociationRange> _sorted;

    /// <summary>Sorts the ranges by their start.</summary>
    /// <exception cref="ArgumentException">Two ranges overlap, or one ends before it starts.</exception>
    public AssociationRanges(IEnumerable<AssociationRange> ranges)
    {
        _sorted = [.. ranges.OrderBy(range => range.Start)];
        for (var i = 0; i < _sorted.Length; i++)
        {
            if (_sorted[i].End < _sorted[i].Start || (i > 0 && _sorted[i].Start <= _sorted[i - 1].End))
                throw new ArgumentException($"The range {_sorted[i].Start} - {_sorted[i].End} is reversed or overlaps another one.", nameof(ranges));
        }
    }

    /// <summary>No ranges.</summary>
    public static AssociationRanges Empty { get; } = new([]);

    /// <summary>All ranges by their start.</summary>
    public ImmutableArray<AssociationRange> All => _sorted;

    /// <summary>The association of a mobile node; null when no range holds its address.</summary>
    public SecurityAssociation? Find(Ipv4Address mobileNode)
    {
        var (low, high) = (0, _sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = _sorted[middle];
            if (mobileNode < range.Start)
                high = middle - 1;
            else if (mobileNode > range.End)
                low = middle + 1;
            else
                return range.Association;
        }
        return null;
    }
}
