using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>The access points registered with this authoritative one: their rows, their lifetimes and the pushing of changes to them.</summary>
internal sealed class SessionDesk(SubnetMapPort port, AuthorityTables tables, AuthorityPolicy policy)
{
    private readonly Dictionary<Ipv4Address, ApSession> _sessions = [];
    private readonly SessionTimers _timers = new();
    private readonly Queue<ApSession> _turns = new();
    private readonly List<MapRow> _accepted = new(MapRegister.MaxEntries);
    private Pacer _pushing = new(AuthorityPolicy.DatagramsPerSecond, AuthorityPolicy.DatagramsPerSecond / 20.0);

    /// <summary>Access points registered.</summary>
    public int Count => _sessions.Count;

    /// <summary>All sessions by address.</summary>
    public IEnumerable<ApSession> All => _sessions.Values.OrderBy(session => session.Address);

    private ClaimLedger Ledger => tables.Ledger;

    /// <summary>When there is something to do.</summary>
    public TimeSpan? WakeAt => _turns.Count == 0 || _timers.WakeAt < _pushing.NextAt ? _timers.WakeAt : _pushing.NextAt;

    /// <summary>The session of an address; null when there is none.</summary>
    public ApSession? Find(Ipv4Address address) => _sessions.GetValueOrDefault(address);

    /// <summary>REGISTER: the rows replace the earlier ones of this access point.</summary>
    public void Register(in OpenedMap opened, in MapRegister register, MapEntryList entries, in StepContext context)
    {
        var now = context.Now.Uptime;
        var session = Find(opened.Header.Sender);
        if (session is null && _sessions.Count >= policy.MaximumAccessPoints)
        {
            var full = new MapRegisterAck { Status = MapRegisterStatus.TooManyAccessPoints };
            port.Answer(opened.Header, session, MapMessageType.RegisterAck, full.WriteTo(port.Body), context);
            return;
        }
        if (session is null || session.Record.Epoch != opened.Header.SenderEpoch)
            session = Open(opened.Header.Sender, session, now);
        session.Record = opened.Peer;
        var status = Accept(session, entries, now);
        session.Lifetime = AuthorityPolicy.Grant(register.Lifetime);
        var advice = Advise(session, register.SourceAap, register.KnownGeneration, register.KnownDigest, now);
        var ack = new MapRegisterAck
        {
            Status = status,
            Next = advice.Next,
            GrantedLifetime = (ushort)session.Lifetime.TotalSeconds,
            RowCount = advice.Rows,
            Generation = advice.Generation,
            Digest = advice.Digest,
        };
        port.Send(session, MapMessageType.RegisterAck, opened.Header.Transaction, ack.WriteTo(port.Body), context);
        Renew(session, now);
    }

    /// <summary>KEEPALIVE.</summary>
    public void Keep(ApSession session, in MapHeader header, in MapKeepalive keepalive, in StepContext context)
    {
        var now = context.Now.Uptime;
        foreach (var row in session.Rows)
            Ledger.Find(row)?.ValidatedAt = now;
        var advice = Advise(session, keepalive.SourceAap, keepalive.KnownGeneration, keepalive.KnownDigest, now);
        var ack = new MapKeepaliveAck
        {
            Next = advice.Next,
            GrantedLifetime = (ushort)session.Lifetime.TotalSeconds,
            RowCount = advice.Rows,
            Generation = advice.Generation,
            Digest = advice.Digest,
        };
        port.Send(session, MapMessageType.KeepaliveAck, header.Transaction, ack.WriteTo(port.Body), context);
        Renew(session, now);
    }

    /// <summary>SNAPSHOT-REQUEST for the merged table.</summary>
    public void Serve(ApSession session, in MapHeader header, in MapSnapshotRequest request, in StepContext context)
    {
        session.Push = PushMachine.Pause(session.Push);
        tables.Serve(session, header, request, context);
        Renew(session, context.Now.Uptime);
    }

    /// <summary>DELTA-ACK.</summary>
    public void Acknowledge(ApSession session, in MapHeader header, in MapDeltaAck ack, in StepContext context)
    {
        var covered = Ledger.Merged.Covers(ack.GenerationHeld);
        Apply(session, PushMachine.Acknowledge(session.Push, header.Transaction, ack.Status, ack.GenerationHeld, covered), header, context);
        Renew(session, context.Now.Uptime);
    }

    /// <summary>GOODBYE, or the end of the lifetime: nobody speaks for its rows any more.</summary>
    public void Close(ApSession session, TimeSpan hold, TimeSpan now)
    {
        session.IsGone = true;
        _sessions.Remove(session.Address);
        foreach (var row in session.Rows)
            Ledger.Unvouch(row, hold, now);
    }

    /// <summary>Says goodbye to everyone, so that they go to another one at once.</summary>
    public void Leave(MapGoodbyeReason reason, in StepContext context)
    {
        foreach (var session in All)
            port.Send(session, MapMessageType.Goodbye, tables.NextPush(), new MapGoodbye { Reason = reason }.WriteTo(port.Body), context);
    }

    /// <summary>The merged table changed: everyone who follows it gets a turn.</summary>
    public void Push()
    {
        foreach (var session in _sessions.Values)
            Queue(session);
    }

    /// <summary>Takes what is due: lifetimes, retransmissions, turns.</summary>
    public void Wake(in StepContext context)
    {
        var now = context.Now.Uptime;
        while (_timers.TryTake(now, out var session))
        {
            if (session.ExpiresAt <= now)
                Close(session, TimeSpan.Zero, now);
            else
                Apply(session, PushMachine.Wake(session.Push, now), default, context);
            _timers.Arm(session);
        }
        while (_turns.Count > 0 && _pushing.TryTake(1, now))
        {
            var session = _turns.Dequeue();
            session.IsQueued = false;
            if (!session.IsGone)
                Apply(session, PushMachine.Turn(session.Push, Ledger.Merged.Generation, tables.NextPush(), now), default, context);
        }
    }

    /// <summary>What pages may see.</summary>
    public ImmutableArray<SubnetMapMember> ToView() =>
        [.. All.Select(session => new SubnetMapMember(session.Address, session.Rows.Length, session.ExpiresAt, session.Push.Confirmed))];

    private ApSession Open(Ipv4Address address, ApSession? former, TimeSpan now)
    {
        var session = new ApSession(address, SubnetMapPort.SequenceAt(now) + 1);
        if (former is not null)
        {
            former.IsGone = true; // its rows stay until the new ones replace them
            session.Rows = former.Rows;
        }
        return _sessions[address] = session;
    }

    private MapRegisterStatus Accept(ApSession session, MapEntryList entries, TimeSpan now)
    {
        _accepted.Clear();
        var (refused, full) = (false, false);
        foreach (var entry in entries)
        {
            var row = entry.Row;
            if (!policy.Allows(row))
            {
                refused = true;
                port.Meter.Dropped(SubnetMapDrop.RowRefused);
            }
            else if (!Ledger.Merged.Contains(row) && Ledger.Merged.Count >= policy.MaximumRows)
                full = true;
            else if (!_accepted.Contains(row))
            {
                _accepted.Add(row);
                if (Array.IndexOf(session.Rows, row) < 0)
                    Ledger.Vouch(row, policy.VerifyNewRows, now);
            }
        }
        foreach (var row in session.Rows)
        {
            if (!_accepted.Contains(row))
                Ledger.Unvouch(row, TimeSpan.Zero, now);
        }
        session.Rows = [.. _accepted];
        return full ? MapRegisterStatus.TableFull : refused ? MapRegisterStatus.SomeRowsRefused : MapRegisterStatus.Ok;
    }

    // What a member that says what it holds has to do next.
    private (MapNextStep Next, ulong Generation, TableDigest Digest, uint Rows) Advise(ApSession session, Ipv4Address source, ulong generation,
        TableDigest digest, TimeSpan now)
    {
        var merged = Ledger.Merged;
        var own = source == port.Self.Address;
        var isCurrent = own ? generation == merged.Generation && digest == merged.Digest()
            : !source.IsAny && !policy.VerifyNewRows && digest == merged.Digest(); // a digest says nothing of states
        var canFollow = own && generation < merged.Generation && merged.Covers(generation) && IsPlausible(generation, digest);
        if (!isCurrent && !canFollow)
        {
            var offer = tables.Merged.Offer(now);
            session.Push = PushMachine.Pause(session.Push);
            return (MapNextStep.AskForSnapshot, offer.Generation, offer.Digest, (uint)offer.Entries.Length);
        }
        (session.Push, var outcome) = PushMachine.Confirm(session.Push, isCurrent ? merged.Generation : generation);
        if (outcome == PushOutcome.WantsTurn)
            Queue(session);
        return (isCurrent ? MapNextStep.Current : MapNextStep.DeltasFollow, merged.Generation, merged.Digest(), (uint)merged.PublishedCount);
    }

    private bool IsPlausible(ulong generation, TableDigest digest) => tables.Merged.Find(generation) is not { } snapshot || snapshot.Digest == digest;

    private void Renew(ApSession session, TimeSpan now)
    {
        session.ExpiresAt = now + session.Lifetime;
        _timers.Arm(session);
    }

    private void Queue(ApSession session)
    {
        if (session.IsQueued || session.Push.Phase != PushPhase.Idle || session.Push.Confirmed >= Ledger.Merged.Generation)
            return;
        session.IsQueued = true;
        _turns.Enqueue(session);
    }

    private void Apply(ApSession session, (PushState Next, PushOutcome Outcome) step, in MapHeader answered, in StepContext context)
    {
        session.Push = step.Next;
        switch (step.Outcome)
        {
            case PushOutcome.Send:
                tables.SendDelta(session, MapScope.Merged, session.Push, context);
                break;
            case PushOutcome.WantsTurn:
                Queue(session);
                break;
            case PushOutcome.NeedsSnapshot:
                port.Refuse(answered, session, MapErrorCode.GenerationNotAvailable, context);
                break;
            case PushOutcome.Nothing:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
        _timers.Arm(session);
    }
}
