using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>What the encapsulator puts in front of one packet. Minimal encapsulation uses the addresses and <see cref="Forwarding"/> only.</summary>
public readonly record struct TunnelHeader
{
    /// <summary>Time to live of the outer header unless another is asked for; independent of the inner one (RFC 2003 §3.1).</summary>
    public const byte DefaultTimeToLive = 64;

    /// <summary>A forwarded packet, time to live 64, no GRE fields.</summary>
    public TunnelHeader()
    {
    }

    /// <summary>The tunnel entry: our own address.</summary>
    public Ipv4Address Source { get; init; }

    /// <summary>The tunnel exit.</summary>
    public Ipv4Address Destination { get; init; }

    /// <summary>Identification of the outer packet; unique per source, destination and protocol while fragments may live.</summary>
    public ushort Identification { get; init; }

    /// <summary>Time to live of the outer packet.</summary>
    public byte TimeToLive { get; init; } = DefaultTimeToLive;

    /// <summary>Sets the outer DF bit also when the inner one is clear (RFC 2003 §3.1: MAY). An inner DF bit is always copied.</summary>
    public bool DontFragment { get; init; }

    /// <summary>
    /// Whether the packet is being forwarded, so that its time to live is decremented once; false when the encapsulator is itself the sender, or
    /// when forwarding has decremented it already (a packet read from a TUN device).
    /// </summary>
    public bool Forwarding { get; init; } = true;

    /// <summary>The GRE key, when one was negotiated (RFC 2890 §2.1).</summary>
    public uint? GreKey { get; init; }

    /// <summary>The GRE sequence number, when numbers are used (RFC 2890 §2.2).</summary>
    public uint? GreSequence { get; init; }

    /// <summary>Whether a GRE checksum is sent (RFC 2784 §2.1). We send none by default.</summary>
    public bool GreChecksum { get; init; }
}
