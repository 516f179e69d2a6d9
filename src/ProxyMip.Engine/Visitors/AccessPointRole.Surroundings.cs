using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>Agents, subnet map and settings change: the clients concerned hear of it one after the other.</summary>
public sealed partial class AccessPointRole
{
    private void AgentsChanged(AgentChanged changed, in StepContext context)
    {
        var known = Known(changed.Agent.Address);
        _agents = changed.Live;
        if (_policy is not { } policy)
            return;
        _policy = policy with { Agents = _agents };
        switch (changed.Change)
        {
            case AgentChange.Lost or AgentChange.Rebooted:
                var restarted = changed.Change == AgentChange.Rebooted;
                TellAll(new ForeignAgentFailed(changed.Agent.Address, restarted), context, client => Uses(client.State, changed.Agent.Address));
                if (restarted)
                    TellAll(new SurroundingsChanged(SurroundingsChange.Agents), context, WaitsForAgent);
                break;
            case AgentChange.Updated when known is not null && OffersTheSame(known, changed.Agent):
                TellAll(new SurroundingsChanged(SurroundingsChange.Challenge), context, client => client.State.Effort.NeedsChallenge);
                break;
            default:
                TellAll(new SurroundingsChanged(SurroundingsChange.Agents), context, WaitsForAgent);
                break;
        }
    }

    private void MapChanged(SubnetMapChanged map, in StepContext context)
    {
        _map = new(map);
        if (_policy is null)
            return;
        _policy = _policy with { Map = _map };
        TellAll(new SurroundingsChanged(SurroundingsChange.Map), context,
            client => client.State.Phase is not (ClientPhase.New or ClientPhase.Home or ClientPhase.Quarantined) && WhyNotServed(client) is null);
    }

    private void Apply(NodeSettings node, in StepContext context)
    {
        var before = _node;
        _node = node;
        _policy = PolicyFor(node);
        TellSwitch(before, node, context);
        if (node.AccessPoint?.HasAssociationServer != before.AccessPoint?.HasAssociationServer)
            _associations.ForgetAll();
        var moved = before.Uplink?.Subnet != node.Uplink?.Subnet || before.Uplink?.Port != node.Uplink?.Port;
        var delay = TimeSpan.Zero;
        foreach (var client in _clients.Values.ToArray())
        {
            if (WhyNotServed(client) is { } why)
            {
                if (client.State.Phase != ClientPhase.Unproxied || client.State.Reason != why)
                    Step(client, new ServiceWithdrawn(why, client.LastAddress, true), context, delay);
                ReleaseIfUnproxied(client, context.Now.Uptime);
            }
            else if (client.LastAddress.IsAny)
                client.State = client.State.Phase == ClientPhase.Unproxied ? ClientMachine.Reset(client.State, default) : client.State;
            else if (moved || client.State.Phase == ClientPhase.Unproxied || _owners.OwnerOf(client.LastAddress) != client.Station)
                Admit(client, context, delay, true);
            else
                Step(client, new SurroundingsChanged(SurroundingsChange.Settings), context, delay);
            delay += Spacing;
        }
    }

    private void ReleaseIfUnproxied(Client client, TimeSpan now)
    {
        if (client.State.Pending is null && client.State.Deregistering is null)
            GiveUpAddress(client, now);
    }

    private static void TellSwitch(NodeSettings before, NodeSettings node, in StepContext context)
    {
        var (was, now) = (before.AccessPoint is { Enabled: true }, node.AccessPoint is { Enabled: true });
        if (was != now)
            context.Report(new(Severity.SystemInfo, now ? "service-enabled" : "service-disabled", $"Proxy Mobile IP was {(now ? "enabled" : "disabled")}."));
    }

    private void TellAll(ClientEvent input, in StepContext context, Func<Client, bool> concerned)
    {
        var delay = TimeSpan.Zero;
        foreach (var client in _clients.Values.Where(concerned).ToArray())
        {
            Step(client, input, context, delay);
            delay += Spacing;
        }
    }

    private HeardAgent? Known(Ipv4Address address)
    {
        foreach (var agent in _agents)
        {
            if (agent.Address == address)
                return agent;
        }
        return null;
    }

    private static bool Uses(ClientState state, Ipv4Address agent) => state.Registration?.Agent == agent || state.Pending?.Agent == agent;

    private static bool WaitsForAgent(Client client) =>
        client.State.Phase is ClientPhase.Waiting or ClientPhase.Held or ClientPhase.Home or ClientPhase.Renewing;

    // A new challenge or router preference gives nobody a reason to ask again; what it serves, offers and allows does.
    private static bool OffersTheSame(HeardAgent known, HeardAgent heard) =>
        known.Bits == heard.Bits && known.LinkAddress == heard.LinkAddress && known.RegistrationLifetime == heard.RegistrationLifetime
        && known.CareOfAddresses.AsSpan().SequenceEqual(heard.CareOfAddresses.AsSpan());
}
