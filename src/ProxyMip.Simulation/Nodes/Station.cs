using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Nodes;

/// <summary>One entry of the association table of an access point.</summary>
public sealed class Station
{
    internal Station(MacAddress mac, string serviceSet, TimeSpan at) => (Mac, ServiceSet, AssociatedAt, HeardAt) = (mac, serviceSet, at, at);

    /// <summary>Its Ethernet address.</summary>
    public MacAddress Mac { get; }

    /// <summary>The SSID it associated with.</summary>
    public string ServiceSet { get; }

    /// <summary>Time of the network at its association.</summary>
    public TimeSpan AssociatedAt { get; }

    /// <summary>When it was last heard on the radio.</summary>
    public TimeSpan HeardAt { get; internal set; }

    /// <summary>The address it was last heard with; 0.0.0.0 before.</summary>
    public Ipv4Address Address { get; internal set; }

    /// <summary>Whether its Ethernet address was seen on the wire since it was last heard: it has moved on, though nobody said so.</summary>
    public bool IsElsewhere { get; internal set; }

    /// <summary>Frames from it.</summary>
    public long FramesReceived { get; internal set; }

    /// <summary>Octets from it.</summary>
    public long OctetsReceived { get; internal set; }

    /// <summary>Frames to it.</summary>
    public long FramesSent { get; internal set; }

    /// <summary>Octets to it.</summary>
    public long OctetsSent { get; internal set; }

    /// <summary>When the engine was last told its address.</summary>
    internal TimeSpan ReportedAt { get; set; } = TimeSpan.MinValue;

    /// <summary>Whether the engine wants to know of the first packet down.</summary>
    internal bool IsWatched { get; set; }

    /// <summary>Frames that wait for its registration, with the time they came.</summary>
    internal Queue<(TimeSpan At, Frame Frame)> Held { get; } = new();
}
