using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>
/// An authoritative access point (protocol reference 15.6): keeps the access points registered with it, claims their rows, compares claims with the others of
/// the list, and hands out the union. It is an access point too; its own rows count as registered.
/// </summary>
internal sealed class AuthoritySide : ExchangeSide
{
    private readonly SubnetMapPort _port;
    private readonly AuthorityPolicy _policy;
    private readonly SubnetMapGreeting _greeting;
    private readonly AuthorityTables _tables;
    private readonly SessionDesk _sessions;
    private readonly PeerDesk _peers;
    private readonly ProbeDesk _probes;
    private readonly AuthorityInbox _inbox;
    private readonly AuthorityBook _book;
    private readonly OddLists _oddLists = new();
    private TimeSpan _startedAt;
    private MapRow[] _own = [];

    /// <summary>Starts with the table this node had before, if it had one: nobody vouches for its rows yet.</summary>
    public AuthoritySide(SubnetMapSettings settings, SubnetMapPort port, ulong firstGeneration, MapEntry[] former, TimeSpan now)
    {
        _port = port;
        _policy = new(settings);
        _greeting = new(settings.AuthoritativeAccessPoints.AsSpan(), port.Self.Address);
        var ownIndex = _policy.IndexOf(port.Self.Address);
        AapPeer[] peers = [.. settings.AuthoritativeAccessPoints
            .Where(address => address != port.Self.Address)
            .Select(address => new AapPeer(new(address, _policy.IndexOf(address)), SubnetMapPort.FirstSequence(now), settings.MaximumRows))];
        var probes = new ProbeBook();
        var ledger = new ClaimLedger(firstGeneration, ownIndex, [.. peers.Select(peer => peer.Claims)], probes);
        _tables = new(ledger, port);
        _book = new(_tables, peers, port.Self.Address);
        _sessions = new(port, _tables, _policy);
        _peers = new(peers, ownIndex, port, _tables, _policy, _greeting);
        _probes = new(probes, port, _tables);
        _inbox = new(port, _sessions, _peers, Greet);
        foreach (var entry in former)
            ledger.Adopt(entry.Row, entry.State, now + AuthorityPolicy.Retention, now);
        _tables.Collect(now);
    }

    /// <inheritdoc />
    public override TimeSpan? WakeAt => Earlier(Earlier(_tables.PublishAt, _sessions.WakeAt), Earlier(_peers.WakeAt, _probes.WakeAt));

    /// <summary>Claims and merged table, for tests.</summary>
    public ClaimLedger Ledger => _tables.Ledger;

    /// <summary>A generation none of its tables has reached.</summary>
    public ulong NextGeneration => Math.Max(_tables.Ledger.Merged.Generation, _tables.Ledger.Own.Generation) + VersionedTable.HistoryLimit;

    // A member that comes too early would be given a table with holes.
    private bool IsAccepting => _peers.IsSettled;

    /// <inheritdoc />
    public override void Start(in StepContext context)
    {
        _startedAt = context.Now.Uptime;
        _peers.Start(context.Now.Uptime);
        context.Raise(new ActiveAapChanged(_port.Self.Address));
        Wake(context);
    }

    /// <inheritdoc />
    public override void Stop(MapGoodbyeReason reason, in StepContext context)
    {
        _peers.Leave(reason, context);
        _sessions.Leave(reason, context);
        _probes.Abort(context);
        context.Raise(new ActiveAapChanged(null));
    }

    /// <inheritdoc />
    public override void Receive(DatagramReceived datagram, in StepContext context)
    {
        _inbox.Receive(datagram, context);
        _tables.Collect(context.Now.Uptime);
    }

    /// <inheritdoc />
    public override void ReceiveReply(DatagramReceived datagram, in StepContext context)
    {
        if (!_probes.TryAnswer(datagram, context))
            _port.Meter.Dropped(SubnetMapDrop.StrayReply);
    }

    /// <inheritdoc />
    public override void Wake(in StepContext context)
    {
        var now = context.Now.Uptime;
        _peers.Wake(context);
        _probes.Wake(context);
        _sessions.Wake(context);
        _tables.Collect(now);
        if (_tables.PublishAt <= now)
            Publish(context);
    }

    /// <inheritdoc />
    public override void SetOwn(ReadOnlySpan<MapRow> rows, in StepContext context)
    {
        var now = context.Now.Uptime;
        var before = _own;
        _own = rows.ToArray();
        foreach (var row in _own)
        {
            if (Array.IndexOf(before, row) < 0)
                _tables.Ledger.Vouch(row, needsProof: false, now); // its advertisement was heard here
        }
        foreach (var row in before)
        {
            if (!rows.Contains(row))
                _tables.Ledger.Unvouch(row, TimeSpan.Zero, now);
        }
        _tables.Collect(now);
    }

    /// <inheritdoc />
    public override void Maintain(bool isClear, in StepContext context)
    {
        if (!isClear)
            _peers.CompareNow(context.Now.Uptime);
        _probes.Maintain(isClear, context);
    }

    /// <inheritdoc />
    public override void Reconfigure(SubnetMapSettings settings) => _policy.Settings = settings;

    /// <inheritdoc />
    public override SubnetMapSnapshot ToView(Moment now) => new()
    {
        Phase = SubnetMapPhase.Authoritative,
        ActiveAap = _port.Self.Address,
        Generation = _tables.Ledger.Merged.Generation,
        Digest = _tables.Ledger.Merged.Digest().ToImmutable(),
        Rows = _book.Rows(),
        Members = _sessions.ToView(),
        Peers = _peers.ToView(),
        DifferingLists = _oddLists.ToView(),
        Maintenance = _probes.Maintenance,
        Counters = _port.Meter.ToCounters(),
    };

    /// <summary>The rows in use.</summary>
    public MapEntry[] ToEntries() => _tables.Ledger.Merged.ToSorted();

    /// <summary>The claims of another authoritative access point as held here, for tests.</summary>
    public MapEntry[] ClaimsOf(Protocol.Wire.Ipv4Address aap) => _peers.Find(aap)?.Claims.Held.ToArray() ?? [];

    // A HELLO changes nothing here: an attacker may have recorded it.
    private void Greet(in MapHeader header, in MapHello hello, in StepContext context)
    {
        if (_oddLists.Note(header.Sender, hello.AapListDigest != _greeting.ListDigest))
            context.Report(AuthorityReports.ListsDiffer(header.Sender));
        var now = context.Now;
        var accepting = IsAccepting || hello.Role == MapRole.Authoritative;
        var rebuilding = now.Uptime - _startedAt < AuthorityPolicy.Retention && !_peers.HasLearned;
        var length = _greeting.Answer(hello, accepting, rebuilding, now.Wall).WriteTo(_port.Body);
        PeerLink? link = _peers.Find(header.Sender) ?? (PeerLink?)_sessions.Find(header.Sender);
        _port.Answer(header, link, MapMessageType.HelloAck, length, context);
    }

    private void Publish(in StepContext context)
    {
        var changes = _book.Publish(context.Now.Uptime);
        _peers.Push(context);
        _sessions.Push();
        _sessions.Wake(context);
        if (_book.HasMergedChanges)
            context.Raise(new SubnetMapChanged(ToEntries()));
        RowReports.Report(changes, context);
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
