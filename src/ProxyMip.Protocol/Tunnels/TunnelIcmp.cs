namespace ProxyMip.Protocol.Tunnels;

/// <summary>What an ICMP error from inside a tunnel says about the tunnel (RFC 2003 §5).</summary>
public enum TunnelCondition
{
    /// <summary>Nothing that the tunnel has to remember.</summary>
    None,

    /// <summary>The path takes smaller packets than were sent: see <see cref="TunnelIcmpOutcome.TunnelMtu"/>.</summary>
    TooBig,

    /// <summary>The exit cannot be reached, or does not take the encapsulation.</summary>
    Unreachable,

    /// <summary>The path is longer than the outer time to live.</summary>
    PathTooLong,
}

/// <summary>What follows from an ICMP error from inside a tunnel.</summary>
/// <param name="Condition">What to remember about the tunnel.</param>
/// <param name="TunnelMtu">Most octets of an outer packet; only with <see cref="TunnelCondition.TooBig"/>, otherwise 0.</param>
/// <param name="Relay">What to tell the sender of the original packet; null when it is told nothing.</param>
public readonly record struct TunnelIcmpOutcome(TunnelCondition Condition, ushort TunnelMtu, IcmpError? Relay);

/// <summary>Turns ICMP errors from inside a tunnel into what the original sender may be told, RFC 2003 §4. A pure table.</summary>
public static class TunnelIcmp
{
    /// <summary>
    /// Translates an error. Whether an error may be sent at all about the original packet, and how often, is for <see cref="IcmpErrorRule"/> and
    /// the caller; without <see cref="TunnelQuote.HasOriginal"/> there is nobody to tell and <see cref="TunnelIcmpOutcome.Relay"/> is null.
    /// </summary>
    /// <param name="error">The error received.</param>
    /// <param name="quote">What it quotes.</param>
    /// <param name="destinationIsOnOwnNetwork">Whether the original destination belongs to a network of ours, as home addresses at a home agent do.</param>
    public static TunnelIcmpOutcome Translate(in IcmpError error, in TunnelQuote quote, bool destinationIsOnOwnNetwork)
    {
        var outcome = error.Type switch
        {
            IcmpType.DestinationUnreachable => Unreachable(error, quote, destinationIsOnOwnNetwork),
            IcmpType.TimeExceeded => new(TunnelCondition.PathTooLong, 0, IcmpError.Unreachable(UnreachableCode.Host)),
            IcmpType.ParameterProblem => new(TunnelCondition.None, 0, Problem(error, quote)),
            _ => default, // source quench is not relayed, a redirect never
        };
        return quote.HasOriginal ? outcome : outcome with { Relay = null };
    }

    private static TunnelIcmpOutcome Unreachable(in IcmpError error, in TunnelQuote quote, bool ownNetwork)
    {
        var networkOrHost = IcmpError.Unreachable(ownNetwork ? UnreachableCode.Host : UnreachableCode.Network);
        return (UnreachableCode)error.Code switch
        {
            UnreachableCode.Network => new(TunnelCondition.Unreachable, 0, networkOrHost),
            UnreachableCode.Host => new(TunnelCondition.Unreachable, 0, IcmpError.Unreachable(UnreachableCode.Host)),
            UnreachableCode.Protocol => new(TunnelCondition.Unreachable, 0, networkOrHost),
            UnreachableCode.FragmentationNeeded => TooBig(error.NextHopMtu, quote),
            UnreachableCode.Port or UnreachableCode.SourceRouteFailed => default,
            // Codes newer than RFC 2003 (unknown, prohibited, precedence): the tunnel does not work, the reason is none of the sender's.
            _ => new(TunnelCondition.Unreachable, 0, networkOrHost),
        };
    }

    private static TunnelIcmpOutcome TooBig(ushort reported, in TunnelQuote quote)
    {
        var mtu = reported == 0 ? PathMtu.PlateauBelow(quote.Outer.TotalLength) : Math.Max(reported, PathMtu.Minimum);
        var overhead = quote.Overhead == 0 ? IpInIp.Overhead : quote.Overhead;
        return new(TunnelCondition.TooBig, mtu, IcmpError.FragmentationNeeded((ushort)(mtu - overhead)));
    }

    // Only what points into the original header is passed on, never a complaint about what we put in front (RFC 2003 §4.5).
    private static IcmpError? Problem(in IcmpError error, in TunnelQuote quote)
    {
        if (quote.Protocol == TunnelProtocol.MinimalEncapsulation)
            return MinimalEncapsulation.ChangesHeaderAt(error.ProblemOffset) || error.ProblemOffset >= quote.Outer.HeaderLength ? null : error;
        var start = quote.Outer.HeaderLength + quote.Overhead - IpInIp.Overhead;
        var at = error.ProblemOffset - start;
        return at >= 0 && at < quote.Original.HeaderLength ? IcmpError.ParameterProblem((byte)at) : null;
    }
}
