namespace ProxyMip.Protocol.Tunnels;

/// <summary>Congestion marks across a tunnel, RFC 6040, normal mode.</summary>
public static class EcnTunnel
{
    /// <summary>The outer code point on entry: a copy of the inner one (RFC 6040 §4.1).</summary>
    public static Ecn Enter(Ecn inner) => inner;

    /// <summary>The code point of the packet that leaves the tunnel (RFC 6040 §4.2, figure 4).</summary>
    /// <param name="inner">Code point of the inner header on arrival.</param>
    /// <param name="outer">Code point of the outer header on arrival.</param>
    /// <param name="leaving">What to forward; meaningless when the packet must be dropped.</param>
    /// <returns>False when the packet must be dropped: congestion was marked on a packet whose transport cannot learn of it otherwise.</returns>
    public static bool TryExit(Ecn inner, Ecn outer, out Ecn leaving)
    {
        leaving = (inner, outer) switch
        {
            (Ecn.NotEct, _) => Ecn.NotEct,
            (_, Ecn.Ce) or (Ecn.Ce, _) => Ecn.Ce,
            (Ecn.Ect0, Ecn.Ect1) => Ecn.Ect1,
            _ => inner,
        };
        return (inner, outer) != (Ecn.NotEct, Ecn.Ce);
    }
}
