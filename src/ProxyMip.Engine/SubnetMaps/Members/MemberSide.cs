using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>An access point as member (protocol reference 15.5): steps the member machine and does what it says.</summary>
internal sealed class MemberSide : ExchangeSide
{
    private SubnetMapSettings _settings;
    private readonly SubnetMapPort _port;
    private readonly SubnetMapGreeting _greeting;
    private readonly MemberPolicy _policy;
    private readonly MemberLinks _links;
    private readonly SnapshotAssembly _assembly;
    private readonly RowChanges _changes = new();
    private readonly MemberReports _reports;
    private (ulong Generation, TableDigest Digest) _offer;
    private TimeSpan? _confirmedAt;
    private int _before;
    private int _removed;

    public MemberSide(SubnetMapSettings settings, SubnetMapPort port, MemberTable table, TimeSpan now)
    {
        _settings = settings;
        _port = port;
        Table = table;
        _greeting = new(settings.AuthoritativeAccessPoints.AsSpan(), port.Self.Address);
        _policy = new(settings.AuthoritativeAccessPoints.Length);
        _links = new(settings.AuthoritativeAccessPoints, SubnetMapPort.FirstSequence(now));
        _assembly = new(settings.MaximumRows);
        _reports = new(_links);
    }

    /// <summary>The table in use.</summary>
    public MemberTable Table { get; }

    /// <summary>The state of the machine, for tests.</summary>
    public MemberState State { get; private set; } = MemberState.Off;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => Table.StaleUntil < (State.WakeAt ?? TimeSpan.MaxValue) ? Table.StaleUntil : State.WakeAt;

    /// <inheritdoc />
    public override void Start(in StepContext context) => Step(new SwitchedOn(context.Entropy.NextFraction()), default, context);

    /// <inheritdoc />
    public override void Stop(MapGoodbyeReason reason, in StepContext context) =>
        Step(new SwitchedOff(context.Entropy.NextFraction(), reason), default, context);

    /// <inheritdoc />
    public override void Receive(DatagramReceived datagram, in StepContext context)
    {
        var from = _links.IndexOf(datagram.Source);
        var link = from < 0 ? null : _links[from];
        if (!SubnetMapDatagram.TryOpen(datagram.Payload.Span, datagram.Source, _port.Self, link?.Record ?? MapPeer.Unknown, out var opened))
        {
            _port.Meter.Refused(opened.Refusal);
            if (opened.Answer != MapErrorCode.None)
                _port.Refuse(opened.Header, link, opened.Answer, context);
            return;
        }
        _port.Meter.Received(opened.Header.Type, datagram.Payload.Length);
        var header = opened.Header;
        switch (header.Type)
        {
            case MapMessageType.Hello or MapMessageType.Register or MapMessageType.Keepalive or MapMessageType.SnapshotRequest or MapMessageType.Digest:
                _port.Refuse(header, link, MapErrorCode.NotAuthoritative, context);
                break;
            case var _ when link is null:
                _port.Meter.Dropped(SubnetMapDrop.Stranger);
                break;
            default:
                Hear(from, link, opened, context);
                Take(from, opened, context);
                break;
        }
    }

    /// <inheritdoc />
    public override void ReceiveReply(DatagramReceived datagram, in StepContext context)
    {
        // Members do not probe; replies to this address are for other roles.
    }

    /// <inheritdoc />
    public override void Wake(in StepContext context)
    {
        var now = context.Now.Uptime;
        if (State.WakeAt <= now)
            Step(new MemberWoken(context.Entropy.NextFraction()), default, context);
        if (Table.StaleUntil <= now)
        {
            Table.DropStale(_changes);
            Announce(context);
        }
    }

    /// <inheritdoc />
    public override void SetOwn(ReadOnlySpan<MapRow> rows, in StepContext context)
    {
        if (rows.Length > MapRegister.MaxEntries)
        {
            context.Report(MemberReports.TooManyOwnRows(rows.Length));
            rows = rows[..MapRegister.MaxEntries];
        }
        Table.SetOwn(rows, context.Now.Uptime, _changes);
        Announce(context);
        Step(new OwnRowsKnown(context.Entropy.NextFraction()), default, context);
    }

    /// <inheritdoc />
    public override void Maintain(bool isClear, in StepContext context)
    {
        (_before, _removed) = (Table.Count, 0);
        Step(new MaintenanceAsked(context.Entropy.NextFraction(), isClear ? Maintenance.Clear : Maintenance.Refresh), default, context);
    }

    /// <inheritdoc />
    public override void Reconfigure(SubnetMapSettings settings) => _settings = settings;

    /// <inheritdoc />
    public override SubnetMapSnapshot ToView(Moment now) => MemberView.Of(State, Table, _links, _port.Meter, _confirmedAt);

    private void Hear(int from, PeerLink link, in OpenedMap opened, in StepContext context)
    {
        var restarted = !link.Record.Epoch.IsNone && link.Record.Epoch != opened.Peer.Epoch;
        link.Record = opened.Peer;
        if (restarted)
            Step(new Restarted(context.Entropy.NextFraction(), from), default, context);
    }

    private void Take(int from, in OpenedMap opened, in StepContext context)
    {
        var header = opened.Header;
        var fraction = context.Entropy.NextFraction();
        switch (header.Type)
        {
            case MapMessageType.HelloAck when MapHelloAck.TryParse(opened.Body, out var ack, out _):
                _links.Rebuilding[from] = SubnetMapGreeting.IsRebuilding(ack);
                _links.ListDiffers[from] = ack.AapListDigest != _greeting.ListDigest;
                Step(new HelloAnswered(fraction, from, header.Transaction, ack.Status), default, context);
                break;
            case MapMessageType.RegisterAck or MapMessageType.KeepaliveAck when MapRegisterAck.TryParse(opened.Body, out var ack, out _):
                Answered(from, header, ack, fraction, context);
                break;
            case MapMessageType.SnapshotPart when MapSnapshotPart.TryParse(opened.Body, out var part, out var entries, out _):
                Keep(from, part, entries, fraction, context);
                break;
            case MapMessageType.Delta when MapDelta.TryParse(opened.Body, out var delta, out var changes, out _) && delta.Scope == MapScope.Merged:
                Step(new DeltaArrived(fraction, from, header.Transaction, delta.FromGeneration, delta.ToGeneration), changes, context);
                break;
            case MapMessageType.Error when MapError.TryParse(opened.Body, out var error, out _, out _):
                Step(new Refused(fraction, from, error.Code, error.OffendingTransaction), default, context);
                break;
            case MapMessageType.Goodbye when MapGoodbye.TryParse(opened.Body, out var goodbye, out _):
                _port.Send(_links[from], MapMessageType.GoodbyeAck, header.Transaction, new MapGoodbyeAck { Reason = goodbye.Reason }.WriteTo(_port.Body), context);
                Step(new AapLeft(fraction, from), default, context);
                break;
            case MapMessageType.GoodbyeAck:
                break;
            default:
                _port.Meter.Dropped(SubnetMapDrop.Unexpected);
                break;
        }
    }

    private void Answered(int from, in MapHeader header, in MapRegisterAck ack, double fraction, in StepContext context)
    {
        if (from == State.Current)
            _offer = (ack.Generation, ack.Digest);
        var lifetime = ack.GrantedLifetime > 0 ? TimeSpan.FromSeconds(ack.GrantedLifetime) : _settings.Lifetime;
        Step(new RegistrationAnswered(fraction, from, header.Transaction, ack.Status, ack.Next, lifetime, ack.Generation), default, context);
    }

    private void Keep(int from, in MapSnapshotPart part, MapEntryList entries, double fraction, in StepContext context)
    {
        if (State.Phase != MemberPhase.Sync || from != State.Current || part.Scope != MapScope.Merged || !_assembly.TryKeep(part, entries))
        {
            _port.Meter.Dropped(SubnetMapDrop.StrayPart);
            return;
        }
        var verdict = _assembly.Judge(_offer.Generation, _offer.Digest);
        Step(new PartKept(fraction, from, _assembly.FirstMissing, _assembly.Parts, verdict, part.Generation), default, context);
    }

    private void Step(MemberEvent input, MapChangeList changes, in StepContext context)
    {
        (State, var actions) = MemberMachine.Step(State, input, context.Now.Uptime, _policy);
        foreach (var action in actions)
            Do(action, changes, context);
        Announce(context);
    }

    private void Do(MemberAction action, MapChangeList changes, in StepContext context)
    {
        var now = context.Now.Uptime;
        switch (action)
        {
            case SendHello hello:
                _port.Send(_links[hello.To], MapMessageType.Hello, hello.Transaction, _greeting.Hello(context.Now.Wall).WriteTo(_port.Body), context);
                break;
            case SendRegister register:
                _port.Send(_links[register.To], MapMessageType.Register, register.Transaction, WriteRegister(register), context);
                break;
            case SendKeepalive keepalive:
                _port.Send(_links[keepalive.To], MapMessageType.Keepalive, keepalive.Transaction, WriteKeepalive(keepalive), context);
                break;
            case SendFarewell farewell:
                _port.Send(_links[farewell.To], MapMessageType.Goodbye, farewell.Transaction, new MapGoodbye { Reason = farewell.Reason }.WriteTo(_port.Body), context);
                break;
            case AskForParts ask:
                _port.Send(_links[ask.To], MapMessageType.SnapshotRequest, ask.Transaction, WriteRequest(ask), context);
                break;
            case AnswerDelta answer:
                var ack = new MapDeltaAck { Scope = MapScope.Merged, Status = answer.Answer, GenerationHeld = answer.Held };
                _port.Send(_links[answer.To], MapMessageType.DeltaAck, answer.Transaction, ack.WriteTo(_port.Body), context);
                break;
            case ApplyDelta applied:
                Apply(applied, changes, context);
                break;
            case UseFetchedTable fetched:
                Use(fetched, now);
                break;
            case ConfirmTable:
                _confirmedAt = now;
                break;
            case FinishMaintenance finished:
                context.Raise(new SubnetMapMaintained(finished.Answered ? _removed : 0, _before, finished.Answered));
                break;
            case Activate active:
                Activate(active.Aap, context);
                break;
            case CountUnexpected:
                _port.Meter.Dropped(SubnetMapDrop.Unexpected);
                break;
            default:
                _reports.Report(action, context);
                break;
        }
    }

    private int WriteRegister(SendRegister register)
    {
        var source = register.WithoutTable || State.HeldFrom is not { } held ? -1 : held;
        return new MapRegister
        {
            Lifetime = (ushort)_settings.Lifetime.TotalSeconds,
            SourceAap = source < 0 ? Ipv4Address.Any : _links[source].Address,
            KnownGeneration = source < 0 ? 0 : State.HeldGeneration,
            KnownDigest = source < 0 ? TableDigest.None : Table.Digest,
        }.WriteTo(_port.Body, Table.Own);
    }

    private int WriteKeepalive(SendKeepalive keepalive) => new MapKeepalive
    {
        SourceAap = _links[keepalive.To].Address,
        KnownGeneration = keepalive.OfFetched ? _assembly.Generation : State.HeldGeneration,
        KnownDigest = keepalive.OfFetched ? TableDigest.Compute(_assembly.Entries) : Table.Digest,
    }.WriteTo(_port.Body);

    private int WriteRequest(AskForParts ask)
    {
        if (ask.Anew)
            _assembly.Clear();
        var (first, count) = _assembly.Wanted(ask.RunEnd);
        return new MapSnapshotRequest
        {
            Scope = MapScope.Merged,
            FirstPart = (ushort)first,
            PartsWanted = (ushort)count,
            Generation = _assembly.Generation != 0 ? _assembly.Generation : ask.Generation,
        }.WriteTo(_port.Body);
    }

    private void Apply(ApplyDelta applied, MapChangeList changes, in StepContext context)
    {
        var now = context.Now.Uptime;
        Table.Apply(changes, _links[State.Current].Address, now, _changes);
        _confirmedAt = now;
        if (applied.Generation == _offer.Generation && Table.Digest != _offer.Digest)
            Step(new DigestDiffers(context.Entropy.NextFraction()), default, context);
    }

    private void Use(UseFetchedTable fetched, TimeSpan now)
    {
        TimeSpan? staleUntil = _links.Rebuilding[fetched.From] && !fetched.IsFinal ? now + MemberPolicy.Stale : null;
        Table.Use(_assembly.Entries, _links[fetched.From].Address, staleUntil, now, _changes);
        _assembly.Clear();
        _confirmedAt = now;
        _removed = _changes.Removed.Count;
    }

    private void Activate(int? aap, in StepContext context)
    {
        if (aap == _links.Active)
            return;
        _links.Active = aap;
        context.Raise(new ActiveAapChanged(aap is { } index ? _links[index].Address : null));
    }

    // At most once for each event, however much it brought.
    private void Announce(in StepContext context)
    {
        if (_changes.IsEmpty)
            return;
        context.Raise(new SubnetMapChanged(Table.ToEntries()));
        RowReports.Report(_changes, context);
        _changes.Clear();
    }
}
