using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Links;

/// <summary>Sees every frame that crosses a segment, for captures and checks. Must not send anything.</summary>
public interface IFrameTap
{
    /// <summary>A frame entered the segment.</summary>
    void See(Segment segment, NetworkPort from, Frame frame, TimeSpan at);
}

/// <summary>
/// One Ethernet segment: a learning switch. Frames for an address it has not heard of, and those for a group, go to all other ports. The radio cell of an
/// access point is one too, with other rules: what a station sends only the access point gets, and what that sends goes to the station it is for.
/// </summary>
public sealed class Segment(string id, Timeline timeline, SeededEntropy entropy)
{
    private static readonly TimeSpan Ageing = TimeSpan.FromSeconds(300);

    private readonly List<Attachment> _attachments = [];
    private readonly Dictionary<MacAddress, Learned> _learned = [];
    private IFrameTap[] _taps = [];

    /// <summary>Unique name.</summary>
    public string Id => id;

    /// <summary>Everything plugged in.</summary>
    public IReadOnlyList<Attachment> Attachments => _attachments;

    /// <summary>The port of the access point that makes this a radio cell; null: a wired segment.</summary>
    public NetworkPort? AccessPoint { get; internal set; }

    /// <summary>Frames that entered it.</summary>
    public long Frames { get; private set; }

    /// <summary>Plugs a port in, out of where it was before.</summary>
    /// <param name="port">The port.</param>
    /// <param name="toSegment">Quality from the port on; null: perfect.</param>
    /// <param name="fromSegment">Quality towards the port; null: perfect.</param>
    public Attachment Attach(NetworkPort port, LinkQuality? toSegment = null, LinkQuality? fromSegment = null)
    {
        ArgumentNullException.ThrowIfNull(port);
        port.Attachment?.Segment.Detach(port);
        var attachment = new Attachment(this, port, timeline, entropy)
        {
            ToSegment = toSegment ?? LinkQuality.Perfect,
            FromSegment = fromSegment ?? LinkQuality.Perfect,
        };
        _attachments.Add(attachment);
        port.Attachment = attachment;
        return attachment;
    }

    /// <summary>Unplugs a port. What was learned about it stays until it ages: a switch does not know who moved.</summary>
    public void Detach(NetworkPort port)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (port.Attachment is not { } attachment || attachment.Segment != this)
            return;
        attachment.IsAttached = false;
        _attachments.Remove(attachment);
        port.Attachment = null;
        foreach (var (mac, learned) in _learned)
        {
            if (learned.Attachment == attachment)
                _learned.Remove(mac); // a port without carrier is flushed
        }
    }

    /// <summary>Lets somebody see every frame.</summary>
    public void Add(IFrameTap tap) => _taps = [.. _taps, tap];

    /// <summary>Takes a tap away.</summary>
    public void Remove(IFrameTap tap) => _taps = [.. _taps.Where(other => other != tap)];

    internal void Arrived(Attachment from, Frame frame)
    {
        Frames++;
        foreach (var tap in _taps)
            tap.See(this, from.Port, frame, timeline.Now);
        if (AccessPoint is { } accessPoint)
        {
            Radiate(from, frame, accessPoint);
            return;
        }
        if (!frame.Source.IsGroup)
            _learned[frame.Source] = new(from, timeline.Now);
        if (!frame.Destination.IsGroup && _learned.TryGetValue(frame.Destination, out var known) && timeline.Now - known.At < Ageing)
        {
            if (known.Attachment != from && known.Attachment.Island == from.Island)
                known.Attachment.Deliver(frame);
            return;
        }
        for (var i = 0; i < _attachments.Count; i++)
        {
            if (_attachments[i] != from && _attachments[i].Island == from.Island)
                _attachments[i].Deliver(frame);
        }
    }

    private void Radiate(Attachment from, Frame frame, NetworkPort accessPoint)
    {
        if (from.Port != accessPoint)
        {
            accessPoint.Attachment?.Deliver(frame);
            return;
        }
        for (var i = 0; i < _attachments.Count; i++)
        {
            if (_attachments[i] != from && (frame.Destination.IsGroup || frame.Destination == _attachments[i].Port.Mac))
                _attachments[i].Deliver(frame);
        }
    }

    private readonly record struct Learned(Attachment Attachment, TimeSpan At);
}
