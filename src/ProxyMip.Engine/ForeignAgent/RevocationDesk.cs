using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>Revocations by home agents (RFC 3543 §4.2.2.2): verified, carried out, acknowledged; the node is told by an advertisement when asked for.</summary>
internal sealed class RevocationDesk(ForeignAgentBooks books)
{
    public void Receive(DatagramReceived arrival, in RegistrationMessage message, in StepContext context)
    {
        message.TryGetRevocation(out var revocation);
        if (!revocation.Bits.HasFlag(RevocationBits.SenderIsHomeAgent))
            return; // from a foreign agent: for the home agent of this node, or one of ours reflected
        var association = books.HomeAgentAssociation(revocation.HomeDomainAddress);
        if (arrival.Source != revocation.HomeDomainAddress || !books.Settings.CareOfAddresses.Contains(revocation.ForeignDomainAddress)
            || !RevocationChecks.IsAuthentic(message, association))
        {
            books.Tally.Discard(DiscardReason.AuthenticationFailed);
            books.Reports.Distrusted(DiscardReason.AuthenticationFailed, revocation.HomeAddress, arrival, context);
            return;
        }
        var inform = revocation.Bits.HasFlag(RevocationBits.InformMobileNode);
        var visitor = books.List.Find(revocation.HomeAddress);
        var isMeant = visitor is not null && visitor.HomeAgent == revocation.HomeDomainAddress && visitor.Origin.Request.CareOfAddress == revocation.ForeignDomainAddress;
        if (isMeant && !TryEnd(visitor!, revocation, inform, context))
        {
            books.Tally.Discard(DiscardReason.StaleRevocation);
            return;
        }
        // What is gone already is acknowledged again: the first acknowledgement was lost.
        books.Tally.RevocationsReceived++;
        context.Do(RevocationChecks.Acknowledge(arrival, revocation, inform && isMeant, association!));
    }

    private bool TryEnd(Visitor visitor, in RevocationMessage revocation, bool inform, in StepContext context)
    {
        if (visitor.RevocationTimestamp is not { } since || !RevocationChecks.IsLater(revocation.RevocationIdentifier, since))
            return false;
        books.End(visitor, "its home agent revoked the binding", context);
        if (inform)
            context.Raise(new VisitorRevoked(visitor.Origin.Requester.Port, visitor.Origin.Requester.LinkAddress, visitor.HomeAddress, StayAway: false));
        return true;
    }
}
