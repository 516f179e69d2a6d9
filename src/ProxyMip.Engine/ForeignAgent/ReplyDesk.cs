using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>Replies of home agents: matched to pending requests, checked, passed on; what they grant is put into effect (RFC 5944 §3.7.3).</summary>
internal sealed class ReplyDesk(ForeignAgentBooks books)
{
    /// <summary>A reply whose extensions cannot be parsed: its request is denied with 71.</summary>
    public void Refuse(DatagramReceived arrival, in RegistrationMessage message, WireFault fault, in StepContext context)
    {
        var reason = MessageFaults.ReasonOf(fault, message.HasFixedPart);
        if (reason is DiscardReason.TruncatedExtension or DiscardReason.MalformedAuthentication
            && message.TryGetReply(out var reply) && Match(arrival, reply, null, out _) is { } pending)
            Deny(pending, ReplyCode.PoorlyFormedReply, context);
        else
            books.Tally.Discard(reason);
    }

    public void Receive(DatagramReceived arrival, in RegistrationMessage message, in StepContext context)
    {
        if (!books.Host.Owns(arrival.Destination) && !books.Settings.CareOfAddresses.Contains(arrival.Destination))
            return; // on its way to a node
        books.Tally.RepliesReceived++;
        message.TryGetReply(out var reply);
        if (Match(arrival, reply, ReplyChecks.NameOf(message), out var mismatch) is not { } pending)
        {
            books.Tally.Discard(mismatch);
            return;
        }
        var refusal = ReplyChecks.Examine(message, reply, pending, books.HomeAgentAssociation(reply.HomeAgent)) ?? (reply.Code.IsAccepted() ? RefusalOf(reply, pending) : null);
        if (refusal is { KeepsReply: false })
        {
            Deny(pending, refusal.Value.Code, context);
            return;
        }
        books.List.Remove(pending);
        if (refusal is { } refused)
            books.Reports.Denied(refused.Code, pending.Request, pending.Requester, context);
        else if (reply.Code.IsAccepted())
            PutIntoEffect(message, reply, pending, context);
        PassOn(message, reply, pending, refusal?.Code, context);
    }

    /// <summary>Gives up a request: denies it with a code of this agent.</summary>
    public void Deny(PendingRequest pending, ReplyCode code, in StepContext context)
    {
        books.List.Remove(pending);
        books.Denials.Deny(books.Host, pending.Request, pending.Node, pending.Requester, RequestVerdict.Deny(code), pending.Size,
            books.NodeAssociation(pending.Request.HomeAddress), context);
    }

    private PendingRequest? Match(DatagramReceived arrival, in RegistrationReply reply, string? nai, out DiscardReason mismatch)
    {
        var low = Words.Low(reply.Identification);
        var pending = books.List.FindPending(new(reply.HomeAddress, low, reply.HomeAddress.IsAny ? nai : null))
            ?? (nai is null ? books.List.FindPendingWithoutAddress(low) : books.List.FindPending(new(default, low, nai)));
        if (pending is null)
        {
            mismatch = books.List.PendingOf(new(reply.HomeAddress, null)) > 0 ? DiscardReason.IdentificationMismatch : DiscardReason.NoPendingRequest;
            return null;
        }
        // The agent asked must answer; one that was asked by a broadcast address names itself.
        mismatch = DiscardReason.WrongSender;
        return arrival.Source == pending.RelayedTo || (reply.Code == ReplyCode.UnknownHomeAgentAddress && arrival.Source == reply.HomeAgent) ? pending : null;
    }

    // An accepted reply that this agent cannot follow is passed on with an FA Error, so that the home agent's part stays true (RFC 4636 §4).
    private ReplyRefusal? RefusalOf(in RegistrationReply reply, PendingRequest pending)
    {
        if (pending.Request.IsDeregistration || reply.Lifetime.IsZero)
            return null;
        var visitor = books.List.Find(HomeAddressOf(reply, pending));
        if (visitor is null)
            return books.List.VisitorCount >= books.Settings.MaximumVisitors ? new ReplyRefusal(ReplyCode.ForeignAgentInsufficientResources, true) : null;
        // Another home agent and another station: two nodes claim one address, and the one that is here keeps it.
        return visitor.HomeAgent != reply.HomeAgent && visitor.Origin.Requester.LinkAddress != pending.Requester.LinkAddress
            ? new ReplyRefusal(ReplyCode.ForeignAgentAdministrativelyProhibited, true)
            : null;
    }

    private void PutIntoEffect(in RegistrationMessage message, in RegistrationReply reply, PendingRequest pending, in StepContext context)
    {
        var homeAddress = HomeAddressOf(reply, pending);
        var visitor = books.List.Find(homeAddress);
        if (pending.Request.IsDeregistration || reply.Lifetime.IsZero)
        {
            // What another agent's care-of address is about leaves the entry to its lifetime.
            if (visitor is not null && (books.Settings.CareOfAddresses.Contains(pending.Request.CareOfAddress) || pending.Request.IsDeregistrationOfAll))
                books.End(visitor, "it deregistered", context);
            return;
        }
        var longest = RegistrationLifetime.Min(pending.Request.Lifetime, new(books.Settings.MaximumLifetime));
        var lifetime = RegistrationLifetime.Min(reply.Lifetime, longest);
        visitor ??= new Visitor { HomeAddress = homeAddress, Origin = pending, HomeAgent = reply.HomeAgent };
        (visitor.Origin, visitor.HomeAgent) = (pending, reply.HomeAgent);
        visitor.RevocationTimestamp = pending.OffersRevocation
            && message.TryFind(ExtensionType.RevocationSupport, out var extension) && RevocationSupportExtension.TryParse(extension.Octets, out var support, out _)
                ? support.Timestamp
                : null;
        books.List.Set(visitor, context.Now.Uptime + lifetime.Duration);
        SetPath(visitor, PathOf(message, visitor), context);
        books.Reports.Registered(visitor, lifetime, context);
    }

    private static void SetPath(Visitor visitor, SetVisitorPath? path, in StepContext context)
    {
        if (visitor.Path == path)
            return;
        visitor.Path = path;
        context.Do(path is null ? new RemoveVisitorPath(visitor.HomeAddress) : path);
    }

    // A node that takes its packets out of the tunnel itself needs nothing of this agent's packet path.
    private static SetVisitorPath? PathOf(in RegistrationMessage message, Visitor visitor)
    {
        var (pending, bits) = (visitor.Origin, visitor.Origin.Request.Bits);
        if (bits.HasFlag(RegistrationBits.DecapsulationByMobileNode))
            return null;
        var keyed = pending.GreKey is not null
            && message.TryFind(ExtensionType.GreKey, out var extension) && GreKeyExtension.TryParse(extension.Octets, out var key, out _)
                ? key.Key
                : (uint?)null;
        var tunnel = new TunnelEnd(pending.Request.CareOfAddress, visitor.HomeAgent, VisitorList.ProtocolOf(pending), keyed, keyed is null ? null : pending.GreKey);
        return new(visitor.HomeAddress, pending.Requester.Port, pending.Requester.LinkAddress, tunnel,
            bits.HasFlag(RegistrationBits.ReverseTunnel), pending.EncapsulatingDelivery);
    }

    private void PassOn(in RegistrationMessage message, in RegistrationReply reply, PendingRequest pending, ReplyCode? refusal, in StepContext context)
    {
        var requester = pending.Requester;
        var challenge = books.Settings.Challenge ? books.Challenges.GiveTo(pending.Node, context.Entropy) : [];
        var octets = RelayWriter.Reply(message, refusal, challenge, books.NodeAssociation(pending.Request.HomeAddress));
        var destination = !requester.Source.IsAny ? requester.Source : reply.HomeAddress.IsAny ? Ipv4Address.Broadcast : reply.HomeAddress;
        books.Tally.RepliesRelayed++;
        context.Do(new SendDatagram(requester.Port, null, requester.LinkAddress, DenialSender.SourceOf(books.Host, requester), destination, 64,
            RequestRouting.Port, requester.SourcePort, octets));
    }

    private static Ipv4Address HomeAddressOf(in RegistrationReply reply, PendingRequest pending) =>
        pending.Request.HomeAddress.IsAny ? reply.HomeAddress : pending.Request.HomeAddress;
}
