using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tracing;

namespace ProxyMip.Engine.Visitors;

/// <summary>Stations come, use addresses, fall silent and go.</summary>
public sealed partial class AccessPointRole
{
    private const int LastNasPort = 2007; // association numbers of 802.11

    private void Associate(StationAssociated associated, in StepContext context)
    {
        // A station that associates again was away in between: what ran for it may have been taken over by another access point.
        if (_clients.TryGetValue(associated.Station, out var known))
            Leave(known, context);
        _lastNasPort = _lastNasPort % LastNasPort + 1;
        var trace = new RoamTrace
        {
            Id = _journal.NextId(),
            Station = associated.Station,
            StartedAt = context.Now.Wall,
            Steps = [new(RoamStepKind.Associated, context.Now.Uptime, TimeSpan.Zero, $"Associated on SSID '{associated.ServiceSet}'.", "802.11", SettingPages.ServiceSets)],
        };
        _journal.Enter(trace);
        var client = new Client(associated.Station, associated.ServiceSet, associated.Identity, _lastNasPort, context.Now)
        {
            State = new() { Station = associated.Station, ServiceSet = associated.ServiceSet, Reason = ServiceReasons.NoAddress, Trace = trace },
        };
        _clients.Add(client.Station, client);
        if (WhyNotServed(client) is { } why)
            Step(client, new ServiceWithdrawn(why, default, false), context);
    }

    private void Leave(Client client, in StepContext context)
    {
        Step(client, new ClientGone(false), context);
        Forget(client, context);
        _clients.Remove(client.Station);
    }

    private void FallSilent(Client client, in StepContext context)
    {
        Step(client, new ClientGone(true), context);
        Forget(client, context);
        client.State = client.State with { Trace = NewTrace(client, context) };
    }

    private void Forget(Client client, in StepContext context)
    {
        var (address, history) = (client.State.Address, client.State.History);
        if (!address.IsAny && _owners.OwnerOf(address) == client.Station)
        {
            _histories.Keep(address, history, context.Now.Uptime);
            _owners.Release(address, client.Station, context.Now.Uptime);
        }
        client.IdleCheckAt = null;
        client.LastAddress = default;
        client.State = new() { Station = client.Station, ServiceSet = client.ServiceSet, Reason = ServiceReasons.NoAddress };
        _deadlines.Remove(client);
    }

    private bool IsSilent(Client client, TimeSpan now)
    {
        if (!client.MayFallSilent)
            return false;
        var limit = _policy!.Settings.IdleLimit;
        if (client.HeardAt + limit <= now)
            return true;
        client.IdleCheckAt = client.HeardAt + limit;
        return false;
    }

    private void Hear(StationHeard heard, in StepContext context)
    {
        if (!_clients.TryGetValue(heard.Station, out var client))
            return; // not associated, or gone already
        client.HeardAt = context.Now.Uptime;
        var state = client.State;
        if (state.Address == heard.Address && heard.Evidence <= client.Evidence && state.Phase is not (ClientPhase.New or ClientPhase.Quarantined))
            return;
        if (!AddressRules.IsUsable(heard.Address, _node.Uplink))
            return;
        client.Evidence = client.LastAddress == heard.Address && client.Evidence > heard.Evidence ? client.Evidence : heard.Evidence;
        client.LastAddress = heard.Address;
        Admit(client, context);
    }

    // Asks the guard about the address last used and steps the machine accordingly.
    private void Admit(Client client, in StepContext context, TimeSpan delay = default, bool anew = false)
    {
        if (WhyNotServed(client) is { } why)
        {
            if (client.State.Address != client.LastAddress)
                GiveUpAddress(client, context.Now.Uptime);
            Step(client, new ServiceWithdrawn(why, client.LastAddress, false), context);
            return;
        }
        var (address, now) = (client.LastAddress, context.Now.Uptime);
        var answer = _owners.Judge(new(address, client.Station, client.Evidence, client.Identity, client.AssociatedAt), _policy!, _node, now);
        var state = client.State;
        if (answer.Refusal is { } refusal)
        {
            if (state.Phase == ClientPhase.Quarantined && state.Address == address)
                return;
            _drops.Add(AccessPointDropReason.ClaimRefused);
            GiveUpAddress(client, now);
            Step(client, new AddressRefused(address, refusal), context);
            return;
        }
        if (answer.Displaced is { } loser && _clients.TryGetValue(loser, out var displaced))
        {
            GiveUpAddress(displaced, now);
            Step(displaced, new AddressRefused(address, ServiceReasons.AddressTaken(address, client.Station, AddressOwners.Describe(answer.Ground))), context);
        }
        var isNew = anew || state.Address != address || state.Phase is ClientPhase.New or ClientPhase.Quarantined;
        if (state.Address != address)
            GiveUpAddress(client, now);
        var wasOwner = _owners.OwnerOf(address) == client.Station;
        _owners.Enter(address, client.Station, answer.Ground, client.Identity, client.AssociatedAt);
        if (!isNew)
            return;
        var history = wasOwner ? state.History : _histories.Take(address);
        if (client.State.Trace is { } trace && (trace.Completed || (trace.Client is { } other && other != address)))
            client.State = client.State with { Trace = NewTrace(client, context) };
        Step(client, new AddressLearned(address, history, AddressOwners.Describe(answer.Ground), Words(client.Evidence)), context, delay);
    }

    private void GiveUpAddress(Client client, TimeSpan now)
    {
        var state = client.State;
        if (state.Address.IsAny || _owners.OwnerOf(state.Address) != client.Station)
            return;
        _histories.Keep(state.Address, state.History, now);
        _owners.Release(state.Address, client.Station, now);
    }

    private RoamTrace NewTrace(Client client, in StepContext context)
    {
        var trace = new RoamTrace { Id = _journal.NextId(), Station = client.Station, StartedAt = context.Now.Wall };
        _journal.Enter(trace);
        return trace;
    }

    private ServiceReason? WhyNotServed(Client client) =>
        AddressRules.WhyNotServed(_node.AccessPoint, client.ServiceSet) ?? (_node.Uplink is not { Address.IsAny: false } ? ServiceReasons.NoUplink : null);

    private static string Words(AddressEvidence evidence) => evidence switch
    {
        AddressEvidence.ArpSender => "an ARP packet",
        AddressEvidence.DhcpAcknowledgement => "a DHCP acknowledgement",
        _ => "the source address of a packet",
    };
}
