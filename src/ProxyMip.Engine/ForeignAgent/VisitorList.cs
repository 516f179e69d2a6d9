using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>The visitor list and, beside it, the list of pending requests (RFC 5944 §3.7.1). Constant time by address, logarithmic by time.</summary>
internal sealed class VisitorList
{
    private readonly Dictionary<Ipv4Address, Visitor> _visitors = [];
    private readonly Dictionary<PendingKey, PendingRequest> _pending = [];
    private readonly Dictionary<NodeKey, int> _pendingPerNode = [];
    private readonly Dictionary<uint, PendingRequest> _withoutAddress = [];
    private readonly DeadlineHeap<Visitor> _visitorEnds = new();
    private readonly DeadlineHeap<PendingRequest> _pendingEnds = new();

    public int VisitorCount => _visitors.Count;

    public int PendingCount => _pending.Count;

    public TimeSpan? NextDue => _pendingEnds.Earliest is { } pending && (_visitorEnds.Earliest is not { } visitor || pending < visitor)
        ? pending
        : _visitorEnds.Earliest;

    public IEnumerable<Visitor> Visitors => _visitors.Values;

    public IEnumerable<PendingRequest> Pending => _pending.Values;

    public Visitor? Find(Ipv4Address homeAddress) => _visitors.GetValueOrDefault(homeAddress);

    public PendingRequest? FindPending(PendingKey key) => _pending.GetValueOrDefault(key);

    /// <summary>The latest pending request without home address and with this low word: for a reply that lost the name it should be matched by.</summary>
    public PendingRequest? FindPendingWithoutAddress(uint identificationLow) => _withoutAddress.GetValueOrDefault(identificationLow);

    public int PendingOf(NodeKey node) => _pendingPerNode.GetValueOrDefault(node);

    /// <summary>Adds a pending request; a retransmission takes the place of what it repeats.</summary>
    public void Add(PendingRequest pending, TimeSpan givenUpAt)
    {
        if (_pending.TryGetValue(pending.Key, out var old))
            Remove(old);
        _pending.Add(pending.Key, pending);
        if (pending.Request.HomeAddress.IsAny)
            _withoutAddress[pending.Key.IdentificationLow] = pending;
        _pendingPerNode[pending.Node] = PendingOf(pending.Node) + 1;
        _pendingEnds.Schedule(pending, givenUpAt);
    }

    public void Remove(PendingRequest pending)
    {
        if (!_pending.Remove(pending.Key))
            return;
        _pendingEnds.Remove(pending);
        if (_withoutAddress.GetValueOrDefault(pending.Key.IdentificationLow) == pending)
            _withoutAddress.Remove(pending.Key.IdentificationLow);
        var left = PendingOf(pending.Node) - 1;
        if (left == 0)
            _pendingPerNode.Remove(pending.Node);
        else
            _pendingPerNode[pending.Node] = left;
    }

    /// <summary>Adds a visitor, or gives one that is there a new end.</summary>
    public void Set(Visitor visitor, TimeSpan? endsAt)
    {
        _visitors[visitor.HomeAddress] = visitor;
        if (endsAt is { } at)
            _visitorEnds.Schedule(visitor, at);
        else
            _visitorEnds.Remove(visitor);
    }

    public void Remove(Visitor visitor)
    {
        _visitors.Remove(visitor.HomeAddress);
        _visitorEnds.Remove(visitor);
    }

    public bool TryTakeEnded(TimeSpan now, [NotNullWhen(true)] out Visitor? visitor)
    {
        if (!_visitorEnds.TryTakeDue(now, out visitor))
            return false;
        _visitors.Remove(visitor.HomeAddress);
        return true;
    }

    public bool TryTakeOverdue(TimeSpan now, [NotNullWhen(true)] out PendingRequest? pending)
    {
        pending = _pendingEnds.Earliest <= now && _pendingEnds.TryTakeDue(now, out var due) ? due : null;
        if (pending is not null)
            Remove(pending);
        return pending is not null;
    }

    public ImmutableArray<VisitorListEntry> ViewVisitors(Moment now) =>
        [.. _visitors.Values.OrderBy(visitor => visitor.HomeAddress).Select(visitor => View(visitor, now))];

    public ImmutableArray<VisitorListEntry> ViewPending(Moment now) =>
        [.. _pending.Values.OrderBy(pending => pending.Request.HomeAddress).Select(pending => View(pending, now))];

    private static VisitorListEntry View(Visitor visitor, Moment now) => View(visitor.Origin, now) with
    {
        HomeAddress = visitor.HomeAddress,
        HomeAgent = visitor.HomeAgent,
        Remaining = visitor.IsScheduled ? visitor.DueAt - now.Uptime : null,
        Encapsulation = visitor.Path?.Tunnel.Protocol ?? TunnelProtocol.IpInIp,
        Revocable = visitor.RevocationTimestamp is not null,
    };

    private static VisitorListEntry View(PendingRequest pending, Moment now) => new()
    {
        HomeAddress = pending.Request.HomeAddress,
        Nai = pending.Nai,
        Port = pending.Requester.Port,
        LinkAddress = pending.Requester.LinkAddress,
        Source = pending.Requester.Source,
        Destination = pending.Requester.Destination,
        SourcePort = pending.Requester.SourcePort,
        HomeAgent = pending.RelayedTo,
        CareOfAddress = pending.Request.CareOfAddress,
        Identification = pending.Request.Identification,
        RequestedLifetime = pending.Request.Lifetime,
        Remaining = pending.DueAt - now.Uptime,
        ReverseTunnel = pending.Request.Bits.HasFlag(RegistrationBits.ReverseTunnel),
        EncapsulatingDelivery = pending.EncapsulatingDelivery,
        Encapsulation = ProtocolOf(pending),
    };

    /// <summary>The encapsulation a request asks for.</summary>
    public static TunnelProtocol ProtocolOf(PendingRequest pending) =>
        pending.Request.Bits.HasFlag(RegistrationBits.Gre) || pending.GreKey is not null ? TunnelProtocol.Gre
        : pending.Request.Bits.HasFlag(RegistrationBits.MinimalEncapsulation) ? TunnelProtocol.MinimalEncapsulation
        : TunnelProtocol.IpInIp;
}
