using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>
/// The listening side of agent discovery in an access point (protocol reference 3.6): hears advertisements on the wired side, keeps the live agents and
/// default routers, solicits in their absence, and tells the other roles.
/// </summary>
public sealed class DiscoveryRole : Role
{
    private readonly DropCounts _drops = new();
    private readonly HashSet<Ipv4Address> _prefixLengthsTold = [];
    private NodeSettings _node;
    private NodeInterface? _uplink;
    private SolicitationState _search = SolicitationState.Initial;
    private ImmutableArray<HeardAgent> _agents = [];
    private ImmutableArray<DefaultRouter> _routers = [];
    private ImmutableArray<(Ipv4Address HomeAgent, Ipv4Prefix Network)> _ownHomeAgents = [];
    private TimeSpan? _nextExpiry;
    private bool _started;

    internal DiscoveryRole(NodeSettings node) => _node = node;

    /// <summary>Agents heard and alive, by address.</summary>
    public ImmutableArray<HeardAgent> Agents => _agents;

    /// <summary>Default routers: the configured one and those learned on the own subnet.</summary>
    public ImmutableArray<DefaultRouter> Routers => _routers;

    /// <summary>The state of the search for agents.</summary>
    public SolicitationState Search => _search;

    /// <summary>Solicitations sent since the start or the last Clear.</summary>
    public long SolicitationsSent { get; private set; }

    /// <summary>Agent advertisements received since the start or the last Clear.</summary>
    public long AdvertisementsReceived { get; private set; }

    /// <inheritdoc />
    public override TimeSpan? WakeAt => !_started ? TimeSpan.Zero : _search.WakeAt is { } at && !(_nextExpiry < at) ? at : _nextExpiry;

    internal DropCounts Drops => _drops;

    /// <inheritdoc />
    internal override bool Concerns(EngineEvent input, NodeSettings node) => input is not (StationHeard or DatagramReceived);

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (!_started)
        {
            _started = true;
            Apply(_node, context);
        }
        switch (input)
        {
            case IcmpReceived { Message: { IsEmpty: false } message } icmp when _uplink is not null && message.Span[0] == RouterAdvertisement.IcmpType:
                Hear(icmp, _uplink, context);
                break;
            case AgentWanted:
                Solicit(new ForeignAgentMissing(context.Entropy.NextFraction()), context);
                break;
            case ClientRegistered:
                Solicit(new RegistrationSucceeded(0), context);
                break;
            case Woken:
                Wake(context);
                break;
            case SettingsChanged changed:
                Apply(changed.Settings, context);
                break;
            case CountersCleared:
                (SolicitationsSent, AdvertisementsReceived) = (0, 0);
                _drops.Clear();
                break;
            default:
                break; // of no concern to discovery
        }
    }

    private void Hear(IcmpReceived message, NodeInterface uplink, in StepContext context)
    {
        if (AdvertisementIntake.Check(message, uplink, out var advertisement) is { } reason)
        {
            _drops.Add(reason);
            return;
        }
        _routers = RouterTable.Hear(_routers, advertisement, uplink.Subnet, context.Now);
        if (advertisement.IsAgentAdvertisement)
        {
            AdvertisementsReceived++;
            if (advertisement.PrefixLengthsIgnored)
                TellPrefixLengths(message.Source, context);
            var heard = AdvertisementIntake.Keep(message, advertisement, context.Now);
            var (live, change) = AgentTable.Hear(_agents, heard);
            if (change is null && live.Length == AgentTable.Capacity && !live.Contains(heard))
                _drops.Add(AccessPointDropReason.TooManyAgents);
            _agents = live;
            if (change is { } what)
                Tell(heard, what, context);
            Solicit(Known(context), context);
        }
        Reschedule();
    }

    private void Wake(in StepContext context)
    {
        var (live, lost) = AgentTable.Expire(_agents, context.Now);
        _agents = live;
        _routers = RouterTable.Expire(_routers, context.Now);
        foreach (var agent in lost)
            Tell(agent, AgentChange.Lost, context);
        if (!lost.IsEmpty)
            Solicit(Known(context), context);
        Solicit(new SolicitationDue(context.Entropy.NextFraction()), context);
        Reschedule();
    }

    private void Apply(NodeSettings node, in StepContext context)
    {
        var uplink = node.AccessPoint is { Enabled: true } ? node.Uplink : null;
        var sameLink = uplink is not null && _uplink is not null && uplink.Port == _uplink.Port && uplink.Subnet == _uplink.Subnet;
        var gatewayChanged = node.DefaultGateway != _node.DefaultGateway;
        (_node, _uplink) = (node, uplink);
        if (sameLink && !gatewayChanged)
            return;
        _routers = RouterTable.Start(uplink is null ? null : node.DefaultGateway);
        if (sameLink)
            return;
        foreach (var agent in _agents)
        {
            _agents = _agents.Remove(agent);
            context.Raise(new AgentChanged(agent, AgentChange.Lost, _agents));
        }
        TellOwnHomeAgents(context);
        Solicit(uplink is null ? new LinkStopped(0) : new LinkStarted(context.Entropy.NextFraction()), context);
        Reschedule();
    }

    private void Solicit(SolicitationEvent input, in StepContext context)
    {
        (_search, var send) = SolicitationMachine.Step(_search, input, context.Now);
        if (!send || _uplink is not { } uplink || _node.AccessPoint is not { } settings)
            return;
        SolicitationsSent++;
        var message = new byte[RouterSolicitation.Size];
        RouterSolicitation.WriteTo(message);
        context.Do(new SendIcmp(uplink.Port, null, uplink.Address, settings.SolicitationAddress, 1, message));
    }

    private AgentsKnown Known(in StepContext context)
    {
        var usable = false;
        foreach (var agent in _agents)
            usable |= agent.TakesNewRegistrations;
        return new(context.Entropy.NextFraction(), !_agents.IsEmpty, usable);
    }

    private void Tell(HeardAgent agent, AgentChange change, in StepContext context)
    {
        context.Raise(new AgentChanged(agent, change, _agents));
        if (DiscoveryReports.For(agent, change) is { } report)
            context.Report(report);
        TellOwnHomeAgents(context);
    }

    private void TellOwnHomeAgents(in StepContext context)
    {
        ImmutableArray<(Ipv4Address, Ipv4Prefix)> own = _uplink is not { } uplink ? [] :
        [
            .. _agents.Where(agent => agent.Bits.HasFlag(MobilityAgentBits.HomeAgent) && uplink.Subnet.ContainsHost(agent.Address))
                .Select(agent => (agent.Address, uplink.Subnet)),
        ];
        if (own.AsSpan().SequenceEqual(_ownHomeAgents.AsSpan()))
            return;
        _ownHomeAgents = own;
        context.Raise(new OwnHomeAgents(own));
    }

    private void TellPrefixLengths(Ipv4Address agent, in StepContext context)
    {
        if (_prefixLengthsTold.Count < AgentTable.Capacity && _prefixLengthsTold.Add(agent))
            context.Report(DiscoveryReports.PrefixLengthsIgnored(agent));
    }

    private void Reschedule()
    {
        _nextExpiry = AgentTable.NextExpiry(_agents);
        foreach (var router in _routers)
        {
            if (router.ExpiresAt is { } at && !(_nextExpiry <= at))
                _nextExpiry = at;
        }
    }
}
