using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Links;

/// <summary>One Ethernet frame on its way. Never changed after it was sent: bridges hand on the same object, routers make a new one.</summary>
public sealed class Frame
{
    private readonly byte[] _octets;

    /// <summary>Takes the octets over; the caller no longer touches them.</summary>
    /// <param name="octets">From the destination address to the last octet of payload, without checksum; at least 14 octets.</param>
    public Frame(byte[] octets)
    {
        ArgumentNullException.ThrowIfNull(octets);
        var wire = new WireReader(octets);
        Destination = wire.ReadMac();
        Source = wire.ReadMac();
        Type = wire.ReadUInt16();
        if (wire.Failed)
            throw new ArgumentException($"A frame has at least 14 octets, not {octets.Length}.", nameof(octets));
        _octets = octets;
    }

    /// <summary>The receiver.</summary>
    public MacAddress Destination { get; }

    /// <summary>The sender.</summary>
    public MacAddress Source { get; }

    /// <summary>The number behind the addresses.</summary>
    public ushort Type { get; }

    /// <summary>All octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>All octets, for keeping.</summary>
    public ReadOnlyMemory<byte> Memory => _octets;
}
