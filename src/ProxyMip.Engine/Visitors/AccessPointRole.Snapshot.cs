using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The picture for the console, and the explainer.</summary>
public sealed partial class AccessPointRole
{
    /// <summary>The picture of this moment. Costs one pass over the clients.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="discovery">The discovery role of the same node; null when there is none.</param>
    public AccessPointSnapshot Snapshot(Moment now, DiscoveryRole? discovery)
    {
        var drops = ImmutableSortedDictionary.CreateBuilder<AccessPointDropReason, long>();
        _drops.AddTo(drops);
        discovery?.Drops.AddTo(drops);
        var agents = discovery?.Agents ?? _agents;
        var clients = _clients.Values.Select(client => View(client, now)).OrderBy(view => view.Address).ThenBy(view => view.Station).ToImmutableArray();
        return new()
        {
            Enabled = _node.AccessPoint is { Enabled: true },
            HomeAgents = [.. agents.Where(agent => agent.Bits.HasFlag(MobilityAgentBits.HomeAgent) && IsOnOwnSubnet(agent)).Select(agent => agent.Address)],
            ForeignAgents = [.. agents.Where(agent => agent.Bits.HasFlag(MobilityAgentBits.ForeignAgent)).Select(agent => agent.Address)],
            ActiveAap = _activeAap,
            MobileNodes = [.. clients.Where(view => view.IsServed).Select(view => view.Address)],
            Counters = _tally.Read(discovery?.SolicitationsSent ?? 0, discovery?.AdvertisementsReceived ?? 0),
            Drops = drops.ToImmutable(),
            ClearedAt = _cleared?.At,
            ClearedBy = _cleared?.By,
            Agents = agents,
            Routers = discovery?.Routers ?? [],
            Search = discovery?.Search ?? SolicitationState.Initial,
            ClockOffsets = _policy?.ClockOffsets ?? ImmutableDictionary<Ipv4Address, TimeSpan>.Empty,
            Clients = clients,
            Roams = _journal.Newest(),
        };
    }

    /// <summary>
    /// Why a client is served or not, decision by decision; a dry run for one that has not come yet. Changes nothing and asks nobody.
    /// </summary>
    /// <param name="address">Its address; null: unknown, or that of the station.</param>
    /// <param name="station">Its Ethernet address; null: unknown, or that of the owner of the address.</param>
    /// <param name="serviceSet">The SSID of a dry run; null: any enabled one.</param>
    /// <param name="now">The moment.</param>
    public ImmutableArray<Decision> Explain(Ipv4Address? address, MacAddress? station, string? serviceSet, Moment now)
    {
        var client = station is { } mac ? _clients.GetValueOrDefault(mac) : address is { } owned ? Find(owned) : null;
        var shown = client is null ? default : client.State.Address.IsAny ? client.LastAddress : client.State.Address;
        var subject = new Subject(address ?? shown, station ?? client?.Station ?? default, client?.ServiceSet ?? serviceSet, client);
        return new Explainer(_node, _policy, _owners, _associations, now.Uptime).Explain(subject);
    }

    private bool IsOnOwnSubnet(HeardAgent agent) => _node.Uplink is { } uplink && uplink.Subnet.ContainsHost(agent.Address);

    private static ClientView View(Client client, Moment now)
    {
        var state = client.State;
        var registration = state.Registration;
        var asked = state.Pending is { IsDeregistration: false } pending ? pending : null;
        return new()
        {
            Station = client.Station,
            Address = state.Address.IsAny ? client.LastAddress : state.Address,
            ServiceSet = client.ServiceSet,
            AssociationNumber = client.NasPort,
            AssociatedAt = client.AssociatedAt,
            HeardAt = client.HeardAt,
            Phase = state.Phase,
            IsServed = state.IsServed,
            Reason = state.Reason,
            HomeAgent = registration?.HomeAgent ?? asked?.HomeAgent ?? (state.Phase is ClientPhase.Waiting or ClientPhase.Held ? state.Home?.HomeAgents[0] : null),
            ForeignAgent = registration?.Agent ?? asked?.Agent,
            CareOfAddress = registration?.CareOfAddress,
            Remaining = registration?.Remaining(now),
            DeniedWith = state.DeniedWith,
            Roam = state.Trace?.Id,
        };
    }
}
