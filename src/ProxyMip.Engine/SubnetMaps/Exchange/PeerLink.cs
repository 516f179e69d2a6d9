using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>What one end remembers of another: its run, the sequence numbers seen, and the next one to send.</summary>
/// <param name="address">Address of the other end.</param>
/// <param name="firstSequence">The first sequence number to send.</param>
internal class PeerLink(Ipv4Address address, ulong firstSequence)
{
    private ulong _nextSequence = firstSequence;

    /// <summary>Address of the other end.</summary>
    public Ipv4Address Address { get; } = address;

    /// <summary>Its run and the numbers seen in it.</summary>
    public MapPeer Record { get; set; }

    /// <summary>Uptime before which it gets no further ERROR.</summary>
    public TimeSpan NoErrorBefore { get; set; }

    /// <summary>Takes the next sequence number.</summary>
    public ulong TakeSequence() => _nextSequence++;
}
