using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>What an explanation is about: a station that is there, or one that has not come yet.</summary>
/// <param name="Address">Its address; 0.0.0.0: unknown.</param>
/// <param name="Station">Its Ethernet address; zero: unknown.</param>
/// <param name="ServiceSet">The SSID; null: any that is enabled.</param>
/// <param name="Client">The station, when it is associated.</param>
internal sealed record Subject(Ipv4Address Address, MacAddress Station, string? ServiceSet, Client? Client);

/// <summary>
/// Runs through every decision about a client in their order, with the rules the machines use, and changes nothing. After the first one that stops the client
/// the others are listed as not reached.
/// </summary>
internal sealed class Explainer(NodeSettings node, ClientPolicy? policy, AddressOwners owners, AssociationSource associations, TimeSpan now)
{
    private readonly ImmutableArray<Decision>.Builder _decisions = ImmutableArray.CreateBuilder<Decision>();
    private bool _stopped;

    public ImmutableArray<Decision> Explain(Subject subject)
    {
        var settings = node.AccessPoint;
        Ask("Is Proxy Mobile IP enabled?", "manual, General", SettingPages.General,
            () => settings is { Enabled: true } ? Yes("It is.") : No(ServiceReasons.FeatureOff));
        Ask("Is it enabled on the SSID?", "manual, Service Sets", SettingPages.ServiceSets, () => ServiceSet(subject));
        Ask("Does this access point know its own subnet?", "protocol reference 9.2", null,
            () => policy is null || node.Uplink is not { Address.IsAny: false } uplink ? No(ServiceReasons.NoUplink) : Yes($"Its own subnet is {uplink.Subnet}."));
        Ask("Is its address one a mobile node can have?", "protocol reference 9.2", null, () => Usable(subject));
        Ask("May the station use the address?", "hijack guard", null, () => Owner(subject));
        var isHome = !_stopped && AddressRules.IsHome(subject.Address, policy!.Uplink);
        if (isHome)
            Home(subject);
        else
            Visit(subject);
        Ask("Is it served now?", "protocol reference 9.3", null, () => Now(subject));
        return _decisions.DrainToImmutable();
    }

    private void Home(Subject subject)
    {
        Ask("Is it at home or a visitor?", "manual; protocol reference 9.2", null, () => Yes($"It is at home: {policy!.Uplink.Subnet} holds {subject.Address}."));
        Ask("Is a home agent heard on this subnet?", "protocol reference 9.6", SettingPages.Statistics, () =>
            policy!.Agents.FirstOrDefault(agent => agent.Bits.HasFlag(MobilityAgentBits.HomeAgent) && policy.Uplink.Subnet.ContainsHost(agent.Address)) is { } heard
                ? Yes($"Home agent {heard.Address} is heard.")
                : No(ServiceReasons.NoHomeAgentHeard));
        Ask("Is there a security association?", "D-07", SettingPages.Bindings, () => Association(subject));
    }

    private void Visit(Subject subject)
    {
        Ask("Is it at home or a visitor?", "manual; protocol reference 9.2", null, () => Yes($"It is a visitor: {policy!.Uplink.Subnet} does not hold {subject.Address}."));
        Ask("Which row of the subnet map holds its address?", "longest match", SettingPages.SubnetMap, () => policy!.Map.Find(subject.Address) is { } home
            ? Yes($"{home.Network} with home agent {string.Join(", ", home.HomeAgents)}.")
            : No(ServiceReasons.NoMapRow(subject.Address)));
        Ask("Is there a security association?", "D-07", SettingPages.Bindings, () => Association(subject));
        Ask("Is there a foreign agent to register with?", "protocol reference 9.2", SettingPages.Statistics, () => Agent(subject));
    }

    private (bool?, string, string?) ServiceSet(Subject subject)
    {
        var name = subject.ServiceSet ?? node.AccessPoint!.ServiceSets.Order(StringComparer.Ordinal).FirstOrDefault();
        if (name is null)
            return (false, "Proxy Mobile IP is enabled on no SSID.", SettingPages.ServiceSets);
        return AddressRules.WhyNotServed(node.AccessPoint, name) is { } why ? No(why) : Yes($"It is, on '{name}'.");
    }

    private (bool?, string, string?) Usable(Subject subject)
    {
        if (subject.Address.IsAny)
            return No(ServiceReasons.NoAddress);
        return AddressRules.IsUsable(subject.Address, node.Uplink) ? Yes($"{subject.Address} is.") : No(ServiceReasons.UnusableAddress(subject.Address));
    }

    private (bool?, string, string?) Owner(Subject subject)
    {
        var evidence = subject.Client is { } client && client.LastAddress == subject.Address ? client.Evidence : AddressEvidence.SourceAddress;
        var station = subject.Station.IsZero ? owners.OwnerOf(subject.Address) ?? default : subject.Station;
        var answer = owners.Judge(new(subject.Address, station, evidence, subject.Client?.Identity, subject.Client?.AssociatedAt ?? now), policy!, node, now);
        return answer.Refusal is { } refusal ? No(refusal) : Yes($"It may: {AddressOwners.Describe(answer.Ground)}.");
    }

    private (bool?, string, string?) Association(Subject subject)
    {
        var finding = associations.Find(subject.Address, policy!.Settings, now);
        return finding switch
        {
            null => (null, "No local binding holds it; the authentication server is asked when it comes.", SettingPages.Servers),
            { IsFound: true, Server: { } server } => (true, $"Server {server} gave one.", SettingPages.Servers),
            { IsFound: true } => Yes("A local binding holds its address."),
            _ => No(ServiceReasons.NoAssociation(subject.Address, finding.Standing)),
        };
    }

    private (bool?, string, string?) Agent(Subject subject)
    {
        var state = subject.Client?.State ?? new ClientState { Station = subject.Station, ServiceSet = subject.ServiceSet ?? "", Address = subject.Address };
        return AgentChoice.Choose(state, policy!, now) is var (agent, careOf)
            ? Yes($"Foreign agent {agent.Address} with care-of address {careOf}.")
            : No(AgentChoice.WhyNone(policy!));
    }

    private static (bool?, string, string?) Now(Subject subject) => subject.Client?.State switch
    {
        null => (null, "It is not associated here.", null),
        { Reason: { } reason } state => (state.IsServed, reason.Text, reason.Setting),
        { Registration: { } registration } => Yes($"It is registered with home agent {registration.HomeAgent} through {registration.Agent}."),
        { RegisteredToRoam: true } => Yes("It is at home and registered to roam."),
        _ => (null, "Nothing is known yet.", null),
    };

    private static (bool?, string, string?) Yes(string text) => (true, text, null);

    private static (bool?, string, string?) No(ServiceReason reason) => (false, reason.Text, reason.Setting);

    private void Ask(string question, string rule, string? setting, Func<(bool? Passed, string Text, string? Setting)> decide)
    {
        if (_stopped)
        {
            _decisions.Add(new(question, null, "Not reached.", rule, setting));
            return;
        }
        var (passed, text, page) = decide();
        _decisions.Add(new(question, passed, text, rule, page ?? setting));
        _stopped = passed == false;
    }
}
