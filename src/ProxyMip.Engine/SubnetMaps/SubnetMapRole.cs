using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps.Authority;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>
/// The subnet map exchange of one node (manual, Subnet Map Exchange; protocol reference 15): a member of it on every access point, and an
/// authoritative access point when an own address is in the configured list. Off, it neither sends nor answers.
/// </summary>
public sealed class SubnetMapRole : Role
{
    private const int StepsAtOnce = 8;
    private readonly SubnetMapPort _port;
    private readonly MemberTable _table = new();
    private ImmutableArray<MapRow> _own = [];
    private NodeSettings _node;
    private ulong _firstGeneration;
    private ExchangeSide? _side;
    private bool _isStarted;

    internal SubnetMapRole(NodeSettings node)
    {
        _node = node;
        _port = new(new(AddressOf(node), new(node.SubnetMap!.Epoch), KeysOf(node.SubnetMap)));
        _firstGeneration = _port.Self.Epoch.FirstGeneration;
    }

    /// <inheritdoc />
    public override TimeSpan? WakeAt => _isStarted ? _side?.WakeAt : TimeSpan.Zero;

    /// <summary>What was counted since start: cheaper than a whole <see cref="Snapshot"/>.</summary>
    public SubnetMapCounters Counters => _port.Meter.ToCounters();

    /// <summary>The side taken, for tests; null while off.</summary>
    internal ExchangeSide? Side => _side;

    private bool IsOn => _node.SubnetMap is { Enabled: true, AuthoritativeAccessPoints.IsEmpty: false } && !_port.Self.Address.IsAny;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            Start(context);
        }
        switch (input)
        {
            case Woken:
                for (var steps = 0; _side?.WakeAt <= context.Now.Uptime && steps < StepsAtOnce; steps++)
                    _side.Wake(context);
                break;
            case DatagramReceived datagram:
                Receive(datagram, context);
                break;
            case OwnHomeAgents found:
                _own = [.. found.Rows.Select(row => new MapRow(row.HomeAgent, (byte)row.Network.Length)).Where(row => row.PrefixLength > 0).Distinct()];
                _side?.SetOwn(_own.AsSpan(), context);
                break;
            case SubnetMapClearRequested:
                Maintain(isClear: true, context);
                break;
            case SubnetMapRefreshRequested:
                Maintain(isClear: false, context);
                break;
            case SettingsChanged changed:
                Change(changed.Settings, context);
                break;
            default:
                break; // of no concern here
        }
    }

    /// <summary>What pages and tests may see.</summary>
    /// <param name="now">The moment of the picture.</param>
    public SubnetMapSnapshot Snapshot(Moment now) =>
        _side?.ToView(now) ?? MemberView.Of(MemberState.Off, _table, new([], 1), _port.Meter, null);

    internal override bool Concerns(EngineEvent input, NodeSettings node) => input switch
    {
        DatagramReceived datagram => datagram.DestinationPort == MapHeader.Port || IsReply(datagram),
        OwnHomeAgents or SubnetMapClearRequested or SubnetMapRefreshRequested or SettingsChanged => true,
        _ => false,
    };

    private void Receive(DatagramReceived datagram, in StepContext context)
    {
        if (_side is null)
            _port.Meter.Dropped(SubnetMapDrop.SwitchedOff);
        else if (datagram.DestinationPort == MapHeader.Port)
            _side.Receive(datagram, context);
        else if (IsReply(datagram))
            _side.ReceiveReply(datagram, context);
    }

    private bool IsReply(DatagramReceived datagram) =>
        datagram.DestinationPort == ProbeRequest.Port && datagram.Destination == _port.Self.Address
        && !datagram.Payload.IsEmpty && datagram.Payload.Span[0] == (byte)RegistrationReply.MessageType;

    private void Maintain(bool isClear, in StepContext context)
    {
        if (!isClear)
            context.Raise(new Discovery.AgentWanted());
        if (_side is null)
            context.Raise(new SubnetMapMaintained(0, _table.Count, AapAnswered: false));
        else
            _side.Maintain(isClear, context);
    }

    private void Start(in StepContext context)
    {
        if (!IsOn)
            return;
        var now = context.Now.Uptime;
        var settings = _node.SubnetMap!;
        var isAuthoritative = settings.AuthoritativeAccessPoints.Contains(_port.Self.Address);
        _port.Bits = isAuthoritative ? MapBits.Authoritative : MapBits.None;
        _side = isAuthoritative ? new AuthoritySide(settings, _port, _firstGeneration, _table.ToEntries(), now) : new MemberSide(settings, _port, _table, now);
        _side.Start(context);
        if (!_own.IsEmpty)
            _side.SetOwn(_own.AsSpan(), context);
    }

    // The table is kept for the next start: of whichever side, and with generations nobody has seen.
    private void Stop(MapGoodbyeReason reason, in StepContext context)
    {
        _side?.Stop(reason, context);
        if (_side is AuthoritySide authority)
        {
            _firstGeneration = authority.NextGeneration;
            _table.Seed(authority.ToEntries(), _port.Self.Address, context.Now.Uptime);
        }
        _side = null;
    }

    private void Change(NodeSettings node, in StepContext context)
    {
        var before = _node;
        var settings = node.SubnetMap ?? before.SubnetMap! with { Enabled = false };
        _node = node with { SubnetMap = settings };
        var address = AddressOf(_node);
        var hasMoved = address != _port.Self.Address;
        if (!IsOn)
            Stop(MapGoodbyeReason.Disabled, context);
        else if (hasMoved || !settings.AuthoritativeAccessPoints.SequenceEqual(before.SubnetMap!.AuthoritativeAccessPoints))
            Stop(hasMoved ? MapGoodbyeReason.AddressChange : MapGoodbyeReason.Moving, context);
        _port.Self = _port.Self with { Address = address, Keys = KeysOf(settings) };
        if (_side is null)
            Start(context);
        else
            _side.Reconfigure(settings);
    }

    private static Ipv4Address AddressOf(NodeSettings node)
    {
        foreach (var address in node.SubnetMap!.AuthoritativeAccessPoints)
        {
            if (node.Owns(address))
                return address;
        }
        return node.Uplink?.Address ?? Ipv4Address.Any;
    }

    private static MapKeyRing KeysOf(SubnetMapSettings settings) => new(KeyOf(settings.Keys[0]), settings.Keys.Length > 1 ? KeyOf(settings.Keys[1]) : null);

    private static MapKey KeyOf(SubnetMapKey key) => new(key.Id, key.Key);
}
