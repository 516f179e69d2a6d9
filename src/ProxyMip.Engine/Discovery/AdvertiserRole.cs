using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>
/// Advertises the home and foreign agent of a node on their ports and answers solicitations (RFC 1256 §4, RFC 5944 §2.3). Tells when a neighbour
/// handles Prefix-Lengths differently, which the agents of a subnet must agree on (RFC 5944 §2.3).
/// </summary>
public sealed class AdvertiserRole : Role
{
    private const int MostNeighboursTold = 64;

    private readonly Dictionary<PortId, PortAdvertiser> _ports = [];
    private readonly HashSet<Ipv4Address> _neighboursTold = [];
    private NodeSettings _node;
    private bool _busy;
    private bool _started;

    /// <summary>Takes the settings; the first event starts the advertisements.</summary>
    public AdvertiserRole(NodeSettings node)
    {
        _node = node;
        Memberships = MembershipsOf(PortPlan.Build(node));
    }

    /// <summary>Groups the driver has to join: all routers and all mobility agents on every advertising port.</summary>
    public ImmutableArray<MulticastMembership> Memberships { get; private set; }

    /// <inheritdoc />
    public override TimeSpan? WakeAt
    {
        get
        {
            if (!_started)
                return TimeSpan.Zero;
            TimeSpan? earliest = null;
            foreach (var port in _ports.Values)
            {
                if (port.WakeAt is { } at && (earliest is null || at < earliest))
                    earliest = at;
            }
            return earliest;
        }
    }

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (!_started)
            Apply(_node, context);
        switch (input)
        {
            case SettingsChanged changed:
                Apply(changed.Settings, context);
                break;
            case ForeignAgentLoadChanged load:
                _busy = load.Busy;
                break;
            case VisitorRevoked revoked when _ports.TryGetValue(revoked.Port, out var port):
                port.Reset(revoked, _busy, context);
                break;
            case IcmpReceived message when _ports.TryGetValue(message.Port, out var port) && message.Source != port.Plan.Source:
                Receive(message, port, context);
                break;
            case Woken:
                foreach (var port in _ports.Values)
                    port.Wake(_busy, context);
                break;
            default:
                break; // of no concern to the advertiser
        }
    }

    private void Receive(IcmpReceived message, PortAdvertiser port, in StepContext context)
    {
        if (RouterSolicitation.TryParse(message.Message.Span, out _))
            port.Answer(message, _busy, context);
        else if (RouterAdvertisement.TryParse(message.Message.Span, out var neighbour, out _))
            Compare(neighbour, message.Source, port.Plan.Settings.PrefixLengths, context);
    }

    private void Compare(in RouterAdvertisement neighbour, Ipv4Address address, bool weSend, in StepContext context)
    {
        if (!neighbour.IsAgentAdvertisement || neighbour.Routers.Count == 0 || HasPrefixLengths(neighbour) == weSend
            || _neighboursTold.Count >= MostNeighboursTold || !_neighboursTold.Add(address))
            return;
        context.Report(new(Severity.ProtocolWarning, "prefix-lengths-differ",
            $"The agent {address} {(weSend ? "does not advertise" : "advertises")} prefix lengths but this one {(weSend ? "does" : "does not")}: all agents of a subnet must agree.",
            Peer: address));
    }

    private static bool HasPrefixLengths(in RouterAdvertisement advertisement)
    {
        foreach (var extension in advertisement.Extensions)
        {
            if (extension.Type == DiscoveryExtensionType.PrefixLengths)
                return true;
        }
        return false;
    }

    private void Apply(NodeSettings node, in StepContext context)
    {
        _node = node;
        _started = true;
        var plans = PortPlan.Build(node).Where(plan => IsUsable(plan)).ToImmutableArray();
        Memberships = MembershipsOf(plans);
        Tell(PortPlan.Build(node), context);
        foreach (var port in _ports.Values.Where(port => !plans.Any(plan => plan.Port == port.Plan.Port)).ToList())
        {
            port.Stop(context);
            _ports.Remove(port.Plan.Port);
        }
        foreach (var plan in plans)
        {
            if (_ports.TryGetValue(plan.Port, out var port))
                port.Change(plan, context);
            else
            {
                _ports.Add(plan.Port, port = new(plan));
                port.Start(context);
            }
        }
    }

    private static bool IsUsable(PortPlan plan) =>
        MobilityAgentExtension.Check(plan.Bits, plan.CareOfAddresses.Length) == MobilityAgentRefusal.None
        && !AdvertisingRules.Check(plan.Settings).Any(fault => !fault.IsWarning);

    private static void Tell(ImmutableArray<PortPlan> plans, in StepContext context)
    {
        foreach (var plan in plans)
        {
            if (MobilityAgentExtension.Check(plan.Bits, plan.CareOfAddresses.Length) is var refusal and not MobilityAgentRefusal.None)
                context.Report(new(Severity.SystemAlert, "advertising-refused", $"{plan.Source} cannot be advertised as an agent: {refusal}."));
            foreach (var fault in AdvertisingRules.Check(plan.Settings))
                context.Report(new(fault.IsWarning ? Severity.SystemWarning : Severity.SystemAlert, "advertising-settings", $"{fault.Setting}: {fault.Text}"));
        }
    }

    private static ImmutableArray<MulticastMembership> MembershipsOf(ImmutableArray<PortPlan> plans) =>
        [.. plans.SelectMany(plan => new[] { Ipv4Address.AllRouters, Ipv4Address.AllMobilityAgents }, (plan, group) => new MulticastMembership(plan.Port, group))];
}
