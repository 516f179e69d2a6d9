using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>
/// The access point as proxy for its clients (protocol reference section 9): finds the client an event is about, steps its machine, and does what the machine
/// wants. Tables by Ethernet address and by IP address, one heap of deadlines: no event costs more for more clients, save changes that concern them all.
/// </summary>
public sealed partial class AccessPointRole : Role
{
    /// <summary>Clients that change together are spread over time: so long between two of them.</summary>
    internal static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan s_wantedPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_mapPause = TimeSpan.FromSeconds(60);

    private readonly Dictionary<MacAddress, Client> _clients = [];
    private readonly Queue<(Client Client, Ipv4Address Address)> _deferredQueries = new();
    private readonly DeadlineHeap<Client> _deadlines = new();
    private readonly AddressOwners _owners = new();
    private readonly AssociationSource _associations = new();
    private readonly HistoryBook _histories = new();
    private readonly RoamJournal _journal = new();
    private readonly AccessPointTally _tally = new();
    private readonly DropCounts _drops = new();
    private readonly RateLimit _securityLog = new(10, TimeSpan.FromSeconds(10));
    private NodeSettings _node;
    private ClientPolicy? _policy;
    private Ipv4Address? _activeAap;
    private ImmutableArray<HeardAgent> _agents = [];
    private HomeSubnets _map = HomeSubnets.Empty;
    private (DateTimeOffset At, string By)? _cleared;
    private TimeSpan? _queryAt;
    private TimeSpan? _wantedAt;
    private TimeSpan? _mapAskedAt;
    private int _lastNasPort;

    internal AccessPointRole(NodeSettings node)
    {
        _node = node;
        _policy = PolicyFor(node);
    }

    /// <inheritdoc />
    public override TimeSpan? WakeAt => _deadlines.Earliest is { } at && !(_queryAt < at) ? at : _queryAt;

    /// <summary>Settings and surroundings the clients' machines decide by; null while the node has no wired address.</summary>
    internal ClientPolicy? Policy => _policy;

    /// <summary>State of one client, for tests; null when the station is not associated.</summary>
    internal ClientState? StateOf(MacAddress station) => _clients.TryGetValue(station, out var client) ? client.State : null;

    /// <summary>Whether a client with this address has a request pending here: its replies are for this node.</summary>
    internal bool Serves(Ipv4Address address) => Find(address)?.State.Pending is not null;

    /// <inheritdoc />
    internal override bool Concerns(EngineEvent input, NodeSettings node) => input switch
    {
        IcmpReceived => false,
        DatagramReceived datagram => OwnTraffic.IsReplyToClient(datagram, node),
        _ => true,
    };

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        switch (input)
        {
            case StationHeard heard:
                Hear(heard, context);
                break;
            case DatagramReceived datagram:
                TakeReply(datagram, context);
                break;
            case StationAssociated associated:
                Associate(associated, context);
                break;
            case StationLeft left when _clients.TryGetValue(left.Station, out var client):
                Leave(client, context);
                break;
            case AssociationAnswered answered:
                TakeAssociation(answered, context);
                break;
            case FirstPacketDown first when _clients.TryGetValue(first.Station, out var client):
                Step(client, new DownlinkSeen(), context);
                break;
            case AgentChanged changed:
                AgentsChanged(changed, context);
                break;
            case SubnetMapChanged map:
                MapChanged(map, context);
                break;
            case ActiveAapChanged aap:
                _activeAap = aap.Address;
                break;
            case SettingsChanged changed:
                Apply(changed.Settings, context);
                break;
            case CountersCleared cleared:
                _tally.Clear();
                _drops.Clear();
                _cleared = (context.Now.Wall, cleared.By);
                break;
            default:
                break; // of no concern to the proxy, or about a station that is gone
        }
        RunDeferredQueries(context);
        RunDue(context);
    }

    private Client? Find(Ipv4Address address) =>
        _owners.OwnerOf(address) is { } station && _clients.TryGetValue(station, out var client) ? client : null;

    private void RunDue(in StepContext context)
    {
        var now = context.Now.Uptime;
        while (_deadlines.TryTakeDue(now, out var client))
        {
            if (client.IdleCheckAt <= now && IsSilent(client, now))
            {
                FallSilent(client, context);
                continue;
            }
            Step(client, new ClientDue(), context);
            if (client.IsScheduled && client.DueAt <= now)
                _deadlines.Schedule(client, now + TimeSpan.FromTicks(1)); // what is still due waits for the next call, so that this one ends
        }
    }

    private void Step(Client client, ClientEvent input, in StepContext context, TimeSpan delay = default)
    {
        if (_policy is not { } policy)
            return;
        var before = client.State;
        var (next, actions) = ClientMachine.Step(before, input with { Random = context.Entropy.NextUInt64(), Delay = delay }, context.Now, policy);
        if (next is not null)
        {
            client.State = next;
            if (next.Trace is { } trace && !ReferenceEquals(trace, before.Trace))
                _journal.Enter(trace);
        }
        foreach (var action in actions)
            Do(client, action, context);
        if (next is not null)
            Schedule(client, context.Now.Uptime);
    }

    private void Schedule(Client client, TimeSpan now)
    {
        if (!client.MayFallSilent)
            client.IdleCheckAt = null;
        else if (client.IdleCheckAt is null || client.IdleCheckAt <= now)
            client.IdleCheckAt = client.HeardAt + _policy!.Settings.IdleLimit;
        var wake = client.State.WakeAt;
        if (client.IdleCheckAt is { } check && !(wake <= check))
            wake = check;
        if (wake is { } at)
            _deadlines.Schedule(client, at);
        else
            _deadlines.Remove(client);
    }

    private void Do(Client client, ClientAction action, in StepContext context)
    {
        switch (action)
        {
            case Perform perform:
                if (perform.Action is SendArp)
                    _tally.GratuitousArpSent();
                context.Do(perform.Action);
                break;
            case SendRequest send:
                _tally.RequestSent(send.Request);
                context.Do(RequestWriter.Datagram(send.Request));
                break;
            case SeekAssociation seek:
                Seek(client, seek.Anew, context);
                break;
            case SeekForeignAgent when !(_wantedAt + s_wantedPause > context.Now.Uptime):
                _wantedAt = context.Now.Uptime;
                context.Raise(new AgentWanted());
                break;
            case SeekMap when !(_mapAskedAt + s_mapPause > context.Now.Uptime):
                _mapAskedAt = context.Now.Uptime;
                context.Raise(new SubnetMapRefreshRequested());
                break;
            case LearnClockOffset learn:
                _policy = _policy! with { ClockOffsets = _policy.ClockOffsets.SetItem(learn.HomeAgent, learn.Offset) };
                break;
            case StopProxyExtensions stop:
                _policy = _policy! with { WithoutProxyExtensions = _policy.WithoutProxyExtensions.Add(stop.HomeAgent) };
                break;
            case CountUnexpected:
                _drops.Add(AccessPointDropReason.EventUnexpected);
                break;
            default:
                break; // asked for a moment ago
        }
    }

    private ClientPolicy? PolicyFor(NodeSettings node)
    {
        if (node.AccessPoint is not { } settings || node.Uplink is not { Address.IsAny: false } uplink)
            return _policy is { } last ? last with { Settings = last.Settings with { Enabled = false } } : null;
        return (_policy ?? new() { Settings = settings, Uplink = uplink }) with
        {
            Settings = settings,
            Uplink = uplink,
            Gateway = node.DefaultGateway,
            Agents = _agents,
            Map = _map,
        };
    }

}
