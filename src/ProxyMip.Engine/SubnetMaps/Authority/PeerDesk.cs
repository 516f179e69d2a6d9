using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>The other authoritative access points: steps the machine of each link and does what it says.</summary>
internal sealed class PeerDesk(AapPeer[] peers, int ownIndex, SubnetMapPort port, AuthorityTables tables, AuthorityPolicy policy, SubnetMapGreeting greeting)
{
    // Part of a compare period: long enough for the adoption by someone before us in the list to arrive here, and all three are through within one period.
    private const double PartToAdopt = 0.25;

    /// <summary>Whether every one of them either gave its claims or does not answer.</summary>
    public bool IsSettled => Array.TrueForAll(peers, peer => peer.State.IsSettled);

    /// <summary>Whether the claims of one that has not just restarted itself were learned.</summary>
    public bool HasLearned => Array.Exists(peers, peer => peer is { State.Held: > 0, IsRebuilding: false });

    private ClaimLedger Ledger => tables.Ledger;

    /// <summary>When there is something to do.</summary>
    public TimeSpan? WakeAt
    {
        get
        {
            TimeSpan? earliest = null;
            foreach (var peer in peers)
            {
                earliest = Earlier(earliest, peer.State.WakeAt);
                earliest = Earlier(earliest, peer.Claims.AdoptAt);
                if (peer.Push.Phase == PushPhase.Waiting)
                    earliest = Earlier(earliest, peer.Push.WakeAt);
            }
            return earliest;
        }
    }

    /// <summary>The peer with an address; null when it is none.</summary>
    public AapPeer? Find(Ipv4Address address) => Array.Find(peers, peer => peer.Address == address);

    /// <summary>Greets all of them.</summary>
    public void Start(TimeSpan now)
    {
        foreach (var peer in peers)
            peer.State = PeerMachine.Start(now);
    }

    /// <summary>Says goodbye to those that live.</summary>
    public void Leave(MapGoodbyeReason reason, in StepContext context)
    {
        foreach (var peer in peers)
        {
            if (peer.State.Phase == PeerPhase.Alive)
                port.Send(peer, MapMessageType.Goodbye, tables.NextPush(), new MapGoodbye { Reason = reason }.WriteTo(port.Body), context);
        }
    }

    /// <summary>The own claims changed.</summary>
    public void Push(in StepContext context)
    {
        foreach (var peer in peers)
            Apply(peer, PushMachine.Turn(peer.Push, Ledger.Own.Generation, tables.NextPush(), context.Now.Uptime), default, context);
    }

    /// <summary>Compares tables with all of them now.</summary>
    public void CompareNow(TimeSpan now)
    {
        foreach (var peer in peers)
        {
            if (peer.State is { Phase: PeerPhase.Alive, Attempt: 0 })
                peer.State = peer.State with { DueAt = now };
        }
    }

    /// <summary>Takes an accepted message of a peer other than HELLO and ERROR; the message itself is handled next.</summary>
    public void Hear(AapPeer peer, in OpenedMap opened, in StepContext context)
    {
        peer.Record = opened.Peer;
        var restarted = !peer.ClaimsEpoch.IsNone && peer.ClaimsEpoch != opened.Peer.Epoch;
        peer.ClaimsEpoch = opened.Peer.Epoch;
        if (restarted)
            peer.Push = PushMachine.Pause(peer.Push);
        Step(peer, new PeerHeard(0, restarted), default, context);
    }

    /// <summary>HELLO-ACK.</summary>
    public static void Greeted(AapPeer peer, in MapHelloAck ack, in StepContext context)
    {
        peer.IsRebuilding = SubnetMapGreeting.IsRebuilding(ack);
        if (ack.Status == MapHelloStatus.ListsDiffer)
            context.Report(AuthorityReports.ListsDiffer(peer.Address));
    }

    /// <summary>DIGEST or DIGEST-ACK.</summary>
    public void Compare(AapPeer peer, in MapHeader header, in MapDigest digest, in StepContext context)
    {
        var isAnswer = header.Type == MapMessageType.DigestAck;
        peer.Told = (digest.ClaimGeneration, digest.ClaimDigest);
        if (!isAnswer)
            port.Send(peer, MapMessageType.DigestAck, header.Transaction, Digest(peer).WriteTo(port.Body), context);
        if (Ledger.Own.Covers(digest.HeldGeneration))
            Apply(peer, PushMachine.Confirm(peer.Push, digest.HeldGeneration), header, context);
        else
            peer.Push = PushMachine.Pause(peer.Push);
        var sameClaims = peer.State.Held == digest.ClaimGeneration && peer.Claims.Held.Digest() == digest.ClaimDigest;
        var sameMerged = Ledger.Merged.Digest() == digest.MergedDigest;
        var holdsOurs = digest.HeldGeneration == Ledger.Own.Generation;
        Step(peer, new PeerCompared(context.Entropy.NextFraction(), isAnswer, header.Transaction, digest.ClaimGeneration, sameClaims, sameMerged, holdsOurs),
            default, context);
    }

    /// <summary>DELTA of its claims.</summary>
    public void Change(AapPeer peer, in MapHeader header, in MapDelta delta, MapChangeList changes, in StepContext context) =>
        Step(peer, new ClaimsChanged(0, header.Transaction, delta.FromGeneration, delta.ToGeneration), changes, context);

    /// <summary>DELTA-ACK for our claims.</summary>
    public void Acknowledge(AapPeer peer, in MapHeader header, in MapDeltaAck ack, in StepContext context)
    {
        var covered = Ledger.Own.Covers(ack.GenerationHeld);
        Apply(peer, PushMachine.Acknowledge(peer.Push, header.Transaction, ack.Status, ack.GenerationHeld, covered), header, context);
    }

    /// <summary>SNAPSHOT-REQUEST for our claims, or for the merged table.</summary>
    public void Serve(AapPeer peer, in MapHeader header, in MapSnapshotRequest request, in StepContext context)
    {
        if (request.Scope == MapScope.Claims)
            peer.Push = PushMachine.Pause(peer.Push);
        tables.Serve(peer, header, request, context);
    }

    /// <summary>SNAPSHOT-PART of its claims.</summary>
    public void Keep(AapPeer peer, in MapSnapshotPart part, MapEntryList entries, in StepContext context)
    {
        if (peer.State.Pull.Phase == PullPhase.Idle || !peer.Assembly.TryKeep(part, entries))
        {
            port.Meter.Dropped(SubnetMapDrop.StrayPart);
            return;
        }
        var verdict = peer.Assembly.Judge(peer.Told.Generation, peer.Told.Digest);
        Step(peer, new ClaimsPartKept(0, peer.Assembly.FirstMissing, peer.Assembly.Parts, verdict, part.Generation), default, context);
    }

    /// <summary>ERROR.</summary>
    public void Refused(AapPeer peer, in OpenedMap opened, MapErrorCode code, in StepContext context)
    {
        peer.Record = opened.Peer;
        Step(peer, new PeerRefused(context.Entropy.NextFraction(), code), default, context);
    }

    /// <summary>GOODBYE.</summary>
    public void Left(AapPeer peer, in StepContext context) => Step(peer, new PeerLeft(0), default, context);

    /// <summary>Takes what is due.</summary>
    public void Wake(in StepContext context)
    {
        var now = context.Now.Uptime;
        foreach (var peer in peers)
        {
            if (peer.State.WakeAt <= now)
                Step(peer, new PeerWoken(context.Entropy.NextFraction()), default, context);
            if (peer.Push.Phase == PushPhase.Waiting && peer.Push.WakeAt <= now)
                Apply(peer, PushMachine.Wake(peer.Push, now), default, context);
            if (peer.Claims.AdoptAt <= now)
                Adopt(peer.Claims, now);
        }
    }

    /// <summary>What pages may see.</summary>
    public ImmutableArray<SubnetMapPeer> ToView() =>
        [.. peers.Select(peer => new SubnetMapPeer(peer.Address, peer.State.Phase == PeerPhase.Alive, peer.Claims.Held.Count, peer.State.HeardAt, peer.State.SameTable))];

    private void Step(AapPeer peer, PeerEvent input, MapChangeList changes, in StepContext context)
    {
        (peer.State, var actions) = PeerMachine.Step(peer.State, input, context.Now.Uptime, policy.ComparePeriod);
        foreach (var action in actions)
            Do(peer, action, changes, context);
    }

    private void Do(AapPeer peer, PeerAction action, MapChangeList changes, in StepContext context)
    {
        var now = context.Now.Uptime;
        switch (action)
        {
            case GreetPeer greet:
                port.Send(peer, MapMessageType.Hello, greet.Transaction, greeting.Hello(context.Now.Wall).WriteTo(port.Body), context);
                break;
            case ComparePeer compare:
                port.Send(peer, MapMessageType.Digest, compare.Transaction, Digest(peer).WriteTo(port.Body), context);
                break;
            case FetchClaims fetch:
                Ask(peer, fetch, context);
                break;
            case UseClaims:
                Replace(peer, now);
                break;
            case ApplyClaims:
                foreach (var change in changes)
                    SetClaim(peer, change.Row, change.Operation == MapOperation.Upsert ? change.Entry : null, now);
                break;
            case AnswerClaims answer:
                var ack = new MapDeltaAck { Scope = MapScope.Claims, Status = answer.Status, GenerationHeld = answer.Held };
                port.Send(peer, MapMessageType.DeltaAck, answer.Transaction, ack.WriteTo(port.Body), context);
                break;
            case OrphanClaims orphan:
                Orphan(peer, orphan.Restarted, now);
                break;
            default:
                context.Report(AuthorityReports.OfPeer(action, peer.Address));
                break;
        }
        tables.Collect(now);
    }

    private MapDigest Digest(AapPeer peer) => new()
    {
        ClaimGeneration = Ledger.Own.Generation,
        ClaimCount = (uint)Ledger.Own.PublishedCount,
        MergedCount = (uint)Ledger.Merged.PublishedCount,
        ClaimDigest = Ledger.Own.Digest(),
        MergedDigest = Ledger.Merged.Digest(),
        HeldGeneration = peer.State.Held,
    };

    private void Ask(AapPeer peer, FetchClaims fetch, in StepContext context)
    {
        if (fetch.Anew)
            peer.Assembly.Clear();
        var (first, count) = peer.Assembly.Wanted(fetch.RunEnd);
        var request = new MapSnapshotRequest
        {
            Scope = MapScope.Claims,
            FirstPart = (ushort)first,
            PartsWanted = (ushort)count,
            Generation = peer.Assembly.Generation != 0 ? peer.Assembly.Generation : fetch.Generation,
        };
        port.Send(peer, MapMessageType.SnapshotRequest, fetch.Transaction, request.WriteTo(port.Body), context);
    }

    private void Replace(AapPeer peer, TimeSpan now)
    {
        var before = peer.Claims.Held.ToArray();
        var entries = peer.Assembly.Entries;
        peer.Assembly.Clear();
        peer.Claims.Held.Replace(entries);
        foreach (ref readonly var entry in before.AsSpan())
            Ledger.Settle(entry.Row, now);
        foreach (ref readonly var entry in entries.AsSpan())
            Ledger.Settle(entry.Row, now);
    }

    private void SetClaim(AapPeer peer, MapRow row, MapEntry? entry, TimeSpan now)
    {
        var isNew = !peer.Claims.Held.Set(row, entry);
        if (isNew && peer.Claims.Held.Count > policy.MaximumRows)
        {
            peer.Claims.Held.Set(row, null);
            port.Meter.Dropped(SubnetMapDrop.RowRefused);
        }
        Ledger.Settle(row, now);
    }

    // Its claims stay in the merged table until the first living one of the list has made them its own, and are not probed before it had time to come back.
    private void Orphan(AapPeer peer, bool restarted, TimeSpan now)
    {
        var claims = peer.Claims;
        claims.HoldUntil = (restarted ? now : peer.State.HeardAt ?? now) + AuthorityPolicy.Retention;
        claims.AdoptAt = now + policy.ComparePeriod * (PartToAdopt * LivingBefore(peer));
        var entries = claims.Held.ToArray();
        claims.Held.Replace([]);
        foreach (ref readonly var entry in entries.AsSpan())
        {
            claims.Orphaned[entry.Row] = entry.State;
            Ledger.Hold(entry.Row, claims.HoldUntil);
        }
        foreach (ref readonly var entry in entries.AsSpan())
            Ledger.Settle(entry.Row, now);
        peer.Push = PushMachine.Pause(peer.Push);
    }

    private int LivingBefore(AapPeer gone)
    {
        var living = 0;
        foreach (var peer in peers)
            living += peer != gone && peer.State.Phase == PeerPhase.Alive && peer.Claims.Index < ownIndex ? 1 : 0;
        return living;
    }

    private void Adopt(PeerClaims claims, TimeSpan now)
    {
        KeyValuePair<MapRow, MapRowState>[] orphaned = [.. claims.Orphaned];
        claims.AdoptAt = null;
        claims.Orphaned.Clear();
        foreach (var (row, state) in orphaned)
        {
            Ledger.Adopt(row, state, claims.HoldUntil, now);
            Ledger.Settle(row, now);
        }
        tables.Collect(now);
    }

    private void Apply(AapPeer peer, (PushState Next, PushOutcome Outcome) step, in MapHeader answered, in StepContext context)
    {
        peer.Push = step.Next;
        switch (step.Outcome)
        {
            case PushOutcome.Send:
                tables.SendDelta(peer, MapScope.Claims, peer.Push, context);
                break;
            case PushOutcome.WantsTurn:
                Apply(peer, PushMachine.Turn(peer.Push, Ledger.Own.Generation, tables.NextPush(), context.Now.Uptime), answered, context);
                break;
            case PushOutcome.NeedsSnapshot:
                port.Refuse(answered, peer, MapErrorCode.GenerationNotAvailable, context);
                break;
            case PushOutcome.Nothing:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
