using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Where the inner packet lies after decapsulation in place, and what the outer header said.</summary>
public readonly record struct DecapsulatedPacket
{
    /// <summary>The encapsulation taken off.</summary>
    public TunnelProtocol Protocol { get; init; }

    /// <summary>Octets from the start of the outer packet to the first octet of the inner one.</summary>
    public int Offset { get; init; }

    /// <summary>Total length of the inner packet, octets.</summary>
    public int Length { get; init; }

    /// <summary>The tunnel entry that sent the packet. Accept known peers only (RFC 2003 §6.2).</summary>
    public Ipv4Address OuterSource { get; init; }

    /// <summary>The address it was tunnelled to.</summary>
    public Ipv4Address OuterDestination { get; init; }

    /// <summary>Sender of the inner packet.</summary>
    public Ipv4Address Source { get; init; }

    /// <summary>Receiver of the inner packet.</summary>
    public Ipv4Address Destination { get; init; }

    /// <summary>The GRE key; null when there is none.</summary>
    public uint? GreKey { get; init; }

    /// <summary>The GRE sequence number; null when there is none.</summary>
    public uint? GreSequence { get; init; }

    /// <summary>
    /// Whether the inner packet goes back to the encapsulator, which would loop: such a packet must be dropped (RFC 2784 §3.1).
    /// </summary>
    public bool ReturnsToEncapsulator => Destination == OuterSource;

    /// <summary>The inner packet inside the octets that were decapsulated.</summary>
    public Span<byte> Of(Span<byte> outer) => outer.Slice(Offset, Length);
}
