using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Revocations that arrive at the home agent, and acknowledgements of those it sent (RFC 3543 §4.2.2).</summary>
internal sealed class RevocationDesk(BindingTable table, Registrar registrar, AssociationLookup associations, AgentTally tally, HomeAgentReports reports)
{
    /// <summary>A revocation by a foreign agent: A clear, authentic, later than the registration. What is gone already is acknowledged again.</summary>
    public void Receive(DatagramReceived arrival, in RegistrationMessage message, in StepContext context)
    {
        message.TryGetRevocation(out var revocation);
        if (revocation.Bits.HasFlag(RevocationBits.SenderIsHomeAgent))
            return; // meant for the foreign agent of this node
        var association = AssociationOf(arrival);
        if (!RevocationChecks.IsAuthentic(message, association) || revocation.ForeignDomainAddress != arrival.Source
            || !RequestRouting.IsHomeAgentAddress(registrar.Host, revocation.HomeDomainAddress))
        {
            tally.Discard(DiscardReason.AuthenticationFailed);
            reports.Distrusted(DiscardReason.AuthenticationFailed, revocation.HomeAddress, arrival, context);
            return;
        }
        if (table.Find(revocation.HomeAddress)?.BindingOf(revocation.ForeignDomainAddress) is { } binding)
        {
            if (binding.RevocationTimestamp is not { } since || !RevocationChecks.IsLater(revocation.RevocationIdentifier, since))
            {
                tally.Discard(DiscardReason.StaleRevocation);
                return;
            }
            reports.Revoked(revocation.HomeAddress, revocation.ForeignDomainAddress, context);
            registrar.End(binding, context);
        }
        tally.RevocationsReceived++;
        context.Do(RevocationChecks.Acknowledge(arrival, revocation, informed: false, association!));
    }

    public void ReceiveAcknowledgement(DatagramReceived arrival, in RegistrationMessage message)
    {
        message.TryGetRevocationAcknowledgement(out var acknowledgement);
        if (!RevocationChecks.IsAuthentic(message, AssociationOf(arrival)))
            tally.Discard(DiscardReason.AuthenticationFailed);
        else if (!registrar.Revocations.Acknowledge(arrival.Source, acknowledgement))
            tally.Discard(DiscardReason.StaleRevocation);
    }

    private KeyedAssociation? AssociationOf(DatagramReceived arrival) =>
        associations.Keyed(registrar.Settings.ForeignAgentAssociations.GetValueOrDefault(arrival.Source));
}
