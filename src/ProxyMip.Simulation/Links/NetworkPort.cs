using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Links;

/// <summary>Takes the frames of a port: the node it belongs to.</summary>
public interface IFrameReceiver
{
    /// <summary>Whether the node is switched on; one that is not neither sends nor receives.</summary>
    bool IsUp { get; }

    /// <summary>A frame came in.</summary>
    void Receive(NetworkPort port, Frame frame);
}

/// <summary>One network card of a node.</summary>
public sealed class NetworkPort(IFrameReceiver node, PortId id, string name, MacAddress mac)
{
    /// <summary>The node it belongs to.</summary>
    public IFrameReceiver Node => node;

    /// <summary>Number within the node.</summary>
    public PortId Id => id;

    /// <summary>Name within the node, such as "eth0".</summary>
    public string Name => name;

    /// <summary>Ethernet address.</summary>
    public MacAddress Mac => mac;

    /// <summary>The link it is plugged into; null when it is not.</summary>
    public Attachment? Attachment { get; internal set; }

    /// <summary>What went through it.</summary>
    public PortCounters Counters { get; } = new();

    /// <summary>Sees frames before they leave; true keeps one off the link. The bridge of an access point puts its own frames where they belong.</summary>
    internal Func<Frame, bool>? Divert { get; set; }

    /// <summary>Puts a frame on the link. Without a link or power it is lost.</summary>
    public void Send(Frame frame)
    {
        if (!node.IsUp || Divert?.Invoke(frame) == true || Attachment is not { } attachment)
            return;
        Counters.CountSent(frame);
        attachment.Send(frame);
    }

    internal void Arrived(Frame frame)
    {
        if (!node.IsUp)
            return;
        Counters.CountReceived(frame);
        node.Receive(this, frame);
    }
}

/// <summary>Frames and octets through a port since the node was built.</summary>
public sealed class PortCounters
{
    /// <summary>Frames received for a single receiver.</summary>
    public long UnicastReceived { get; private set; }

    /// <summary>Frames received for many.</summary>
    public long GroupReceived { get; private set; }

    /// <summary>Octets received.</summary>
    public long OctetsReceived { get; private set; }

    /// <summary>Frames sent to a single receiver.</summary>
    public long UnicastSent { get; private set; }

    /// <summary>Frames sent to many.</summary>
    public long GroupSent { get; private set; }

    /// <summary>Octets sent.</summary>
    public long OctetsSent { get; private set; }

    internal void CountReceived(Frame frame)
    {
        if (frame.Destination.IsGroup)
            GroupReceived++;
        else
            UnicastReceived++;
        OctetsReceived += frame.Octets.Length;
    }

    internal void CountSent(Frame frame)
    {
        if (frame.Destination.IsGroup)
            GroupSent++;
        else
            UnicastSent++;
        OctetsSent += frame.Octets.Length;
    }
}
