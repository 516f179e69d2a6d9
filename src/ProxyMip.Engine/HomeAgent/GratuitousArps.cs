using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// Gratuitous ARPs on home links (RFC 5944 §4.6): three in all, one second apart. A newer announcement for a node takes the place of the older one, so
/// that no late repetition contradicts it.
/// </summary>
internal sealed class GratuitousArps
{
    private const int Repetitions = 2;
    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Ipv4Address, Announcement> _running = [];
    private readonly DeadlineHeap<Announcement> _due = new();

    public TimeSpan? NextDue => _due.Earliest;

    /// <summary>Announces a node's address now and twice more.</summary>
    /// <param name="homeAddress">The address.</param>
    /// <param name="link">The home link: frames come from this node's own Ethernet address there.</param>
    /// <param name="owner">The Ethernet address that answers for it from now on.</param>
    /// <param name="asReply">Reply form instead of request form.</param>
    /// <param name="context">Where the frames go.</param>
    public void Announce(Ipv4Address homeAddress, NodeInterface link, MacAddress owner, bool asReply, in StepContext context)
    {
        Cancel(homeAddress);
        var announcement = new Announcement(homeAddress, link, owner, asReply);
        _running.Add(homeAddress, announcement);
        Send(announcement, context);
    }

    /// <summary>Stops repeating, because the address no longer belongs to who was announced.</summary>
    public void Cancel(Ipv4Address homeAddress)
    {
        if (_running.Remove(homeAddress, out var announcement))
            _due.Remove(announcement);
    }

    public void Wake(in StepContext context)
    {
        while (_due.TryTakeDue(context.Now.Uptime, out var announcement))
            Send(announcement, context);
    }

    private void Send(Announcement announcement, in StepContext context)
    {
        var (home, link, owner) = (announcement.HomeAddress, announcement.Link, announcement.Owner);
        context.Do(new SendArp(link.Port, link.Mac, MacAddress.Broadcast, announcement.AsReply, owner, home, announcement.AsReply ? owner : default, home));
        if (announcement.Left-- > 0)
            _due.Schedule(announcement, context.Now.Uptime + s_apart);
        else
            _running.Remove(home);
    }

    private sealed class Announcement(Ipv4Address homeAddress, NodeInterface link, MacAddress owner, bool asReply) : Deadline
    {
        public Ipv4Address HomeAddress { get; } = homeAddress;

        public NodeInterface Link { get; } = link;

        public MacAddress Owner { get; } = owner;

        public bool AsReply { get; } = asReply;

        public int Left { get; set; } = Repetitions;
    }
}
