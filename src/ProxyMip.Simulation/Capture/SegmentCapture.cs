using ProxyMip.Protocol.Capture;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Capture;

/// <summary>Captures segments as pcapng: each segment is one interface of the capture, each frame is written when it enters the segment.</summary>
public sealed class SegmentCapture : IFrameTap
{
    private readonly VirtualNetwork _network;
    private readonly Action<ReadOnlySpan<byte>> _write;
    private readonly List<Segment> _segments = [];

    /// <summary>Writes the head of the capture and begins to capture.</summary>
    /// <param name="network">The network.</param>
    /// <param name="segments">Which segments.</param>
    /// <param name="write">Takes the octets of the capture, block by block; a span is valid during the call only.</param>
    public SegmentCapture(VirtualNetwork network, IEnumerable<Segment> segments, Action<ReadOnlySpan<byte>> write)
    {
        _network = network;
        _write = write;
        var head = new byte[Pcapng.SectionHeaderSize("proxymip")];
        Pcapng.WriteSectionHeader(head, "proxymip");
        _write(head);
        foreach (var segment in segments)
            Begin(segment);
    }

    /// <summary>Frames written.</summary>
    public long Frames { get; private set; }

    /// <summary>Captures no more.</summary>
    public void Stop()
    {
        foreach (var segment in _segments)
            segment.Remove(this);
    }

    void IFrameTap.See(Segment segment, NetworkPort from, Frame frame, TimeSpan at)
    {
        var block = new byte[Pcapng.PacketSize(frame.Octets.Length)];
        Pcapng.WritePacket(block, _segments.IndexOf(segment), _network.Beginning + at, frame.Octets);
        _write(block);
        Frames++;
    }

    private void Begin(Segment segment)
    {
        var block = new byte[Pcapng.InterfaceSize(segment.Id)];
        Pcapng.WriteInterface(block, segment.Id);
        _write(block);
        _segments.Add(segment);
        segment.Add(this);
    }
}
