using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Nodes;

/// <summary>An unmodified host with a radio: it can be carried from one access point to another.</summary>
public sealed class MobileNode : HostNode, IScheduled
{
    private int _move;

    internal MobileNode(string id, VirtualNetwork network)
        : base(id, NodeKind.MobileNode, network)
    {
    }

    /// <summary>The access point it is associated with; null while it is with none.</summary>
    public AccessPointNode? AttachedTo { get; private set; }

    /// <summary>Quality of its radio: from the host, and towards it.</summary>
    public (LinkQuality ToAccessPoint, LinkQuality FromAccessPoint) Radio { get; private set; } = (DefaultRadio, DefaultRadio);

    /// <summary>Time from losing the old access point to being associated with the new one, when none is given.</summary>
    public TimeSpan RoamGap { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The SSID it looks for.</summary>
    public string ServiceSet { get; set; } = "";

    /// <summary>The identity its 802.1X login proves; null without one.</summary>
    public string? Identity { get; set; }

    /// <summary>When it lost its last access point; null when it never had one.</summary>
    public TimeSpan? LeftAt { get; private set; }

    /// <summary>When it last associated; null when it never did.</summary>
    public TimeSpan? AssociatedAt { get; private set; }

    /// <summary>Associations so far.</summary>
    public long Associations { get; private set; }

    private static LinkQuality DefaultRadio { get; } = new() { Delay = TimeSpan.FromMilliseconds(1) };

    /// <summary>Changes the quality of its radio from now on, also where it is.</summary>
    public void SetRadio(LinkQuality toAccessPoint, LinkQuality fromAccessPoint)
    {
        Radio = (toAccessPoint, fromAccessPoint);
        if (Ports[0].Attachment is { } attachment)
            (attachment.ToSegment, attachment.FromSegment) = Radio;
    }

    /// <summary>Carries it to another access point: the old one is out of reach at once and not told.</summary>
    /// <param name="accessPoint">Where to; null: out of reach of all.</param>
    /// <param name="gap">Time without any radio; null: <see cref="RoamGap"/>.</param>
    public void MoveTo(AccessPointNode? accessPoint, TimeSpan? gap = null)
    {
        Leave();
        _move++;
        if (accessPoint is not null)
            Network.Timeline.After(gap ?? RoamGap, this, _move, accessPoint);
    }

    /// <summary>Its access point lost power or threw it out.</summary>
    internal void Leave()
    {
        if (AttachedTo is null)
            return;
        AttachedTo = null;
        LeftAt = Network.Now;
        Ports[0].Attachment?.Segment.Detach(Ports[0]);
        Network.Announce(this);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        var accessPoint = (AccessPointNode)payload!;
        if (kind != _move || !IsUp || !accessPoint.IsUp || !accessPoint.Accepts(ServiceSet))
            return;
        AttachedTo = accessPoint;
        AssociatedAt = Network.Now;
        Associations++;
        accessPoint.Cell.Attach(Ports[0], Radio.ToAccessPoint, Radio.FromAccessPoint);
        accessPoint.Associated(this);
        LinkUp();
        Network.Announce(this);
    }

    private protected override void Stopping(bool keepMemory)
    {
        base.Stopping(keepMemory);
        _move++;
        Leave();
    }
}
