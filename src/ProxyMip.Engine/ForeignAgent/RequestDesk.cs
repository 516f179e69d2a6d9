using System.Text;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>Requests of mobile nodes: checked, then denied or relayed and noted as pending (RFC 5944 §3.7.2).</summary>
internal sealed class RequestDesk(ForeignAgentBooks books)
{
    /// <summary>A request whose extensions cannot be parsed: cut off ones are answered 70, the rest is dropped.</summary>
    public void Refuse(DatagramReceived arrival, in RegistrationMessage message, WireFault fault, in StepContext context)
    {
        var reason = MessageFaults.ReasonOf(fault, message.HasFixedPart);
        if (reason == DiscardReason.TruncatedExtension && message.TryGetRequest(out var request) && RequestRouting.IsForForeignAgent(books.Host, arrival, request))
        {
            books.Tally.RequestsReceived++;
            books.Denials.Deny(books.Host, request, new(request.HomeAddress, null), Requester.Of(arrival), RequestVerdict.Deny(ReplyCode.PoorlyFormedRequestAtForeignAgent),
                arrival.Payload.Length, books.NodeAssociation(request.HomeAddress), context);
        }
        else
            books.Tally.Discard(reason);
    }

    public void Receive(DatagramReceived arrival, in RegistrationMessage message, in StepContext context)
    {
        var parts = RequestParts.Read(message);
        if (!RequestRouting.IsForForeignAgent(books.Host, arrival, parts.Request))
            return;
        books.Tally.RequestsReceived++;
        var nai = parts.Nai.IsEmpty ? null : Encoding.UTF8.GetString(parts.Nai);
        var node = NodeKey.Of(parts.Request.HomeAddress, nai);
        var visitor = books.List.Find(parts.Request.HomeAddress);
        var repeated = books.List.FindPending(new(parts.Request.HomeAddress, Words.Low(parts.Request.Identification), node.Nai));
        if (IsPlayedBack(arrival, parts.Request, visitor, repeated))
        {
            books.Tally.Discard(DiscardReason.ConflictingStation);
            books.Reports.Distrusted(DiscardReason.ConflictingStation, parts.Request.HomeAddress, arrival, context);
            return;
        }
        var request = new VisitorRequest
        {
            Host = books.Host,
            Settings = books.Settings,
            Arrival = arrival,
            Parts = parts,
            NodeAssociation = books.NodeAssociation(parts.Request.HomeAddress),
            Challenge = ChallengeOf(arrival, parts, node, repeated),
            IsListed = visitor is not null,
            HasRoom = books.List.VisitorCount < books.Settings.MaximumVisitors && books.List.PendingCount < books.Settings.MaximumPending,
            HasRoomForNode = repeated is not null || books.List.PendingOf(node) < books.Settings.MaximumPendingPerNode,
        };
        var verdict = RequestChecks.Examine(request);
        if (verdict.Kind == VerdictKind.Accept)
            Relay(request, nai, visitor, context);
        else if (verdict.Kind == VerdictKind.Deny)
            books.Denials.Deny(books.Host, parts.Request, node, Requester.Of(arrival), verdict, arrival.Payload.Length, request.NodeAssociation, context);
        else
            books.Tally.Discard(verdict.Reason);
    }

    // Nobody but the node itself repeats its Identification. Someone else who does heard it on the air and wants its packets.
    private static bool IsPlayedBack(DatagramReceived arrival, in RegistrationRequest request, Visitor? visitor, PendingRequest? repeated) =>
        (repeated is not null && repeated.Requester.LinkAddress != arrival.LinkSource)
        || (visitor is not null && visitor.Origin.Request.Identification == request.Identification && visitor.Origin.Requester.LinkAddress != arrival.LinkSource);

    // A retransmission of what is still pending may repeat its challenge (RFC 4721 §3.2).
    private ChallengeState ChallengeOf(DatagramReceived arrival, in RequestParts parts, NodeKey node, PendingRequest? repeated)
    {
        if (!books.Settings.Challenge)
            return ChallengeState.NotAsked;
        if (!parts.HasChallenge)
            return ChallengeState.Missing;
        return repeated is not null && parts.Challenge.SequenceEqual(repeated.Challenge)
            ? ChallengeState.Good
            : books.Challenges.Judge(arrival.Port, node, parts.Challenge);
    }

    private void Relay(in VisitorRequest request, string? nai, Visitor? visitor, in StepContext context)
    {
        var asked = request.Request;
        // Neither a deregistration nor a care-of address that is not offered here gets extension 34, and without it nothing about revocation.
        var signs = !asked.IsDeregistration && request.HasOwnCareOfAddress ? books.HomeAgentAssociation(request.RelayTo) : null;
        var offers = signs is not null && books.Settings.Revocation;
        var pending = new PendingRequest
        {
            Requester = Requester.Of(request.Arrival),
            Request = asked,
            Nai = nai,
            Size = request.Arrival.Payload.Length,
            RelayedTo = request.RelayTo,
            RelayedFrom = request.HasOwnCareOfAddress ? asked.CareOfAddress : books.Settings.CareOfAddresses[0],
            EncapsulatingDelivery = request.Parts.EncapsulatingDelivery && asked.Bits.HasFlag(RegistrationBits.ReverseTunnel),
            GreKey = GreKeyFor(asked, visitor, context),
            Challenge = request.Parts.HasChallenge ? request.Parts.Challenge.ToArray() : [],
            OffersRevocation = offers,
        };
        var lifetime = asked.IsDeregistration ? null : asked.Lifetime.Duration;
        books.List.Add(pending, context.Now.Uptime + (lifetime < books.Settings.PendingTimeout ? lifetime.Value : books.Settings.PendingTimeout));
        if (request.Challenge == ChallengeState.Good)
            books.Challenges.Use(request.Arrival.Port, pending.Node, pending.Challenge);
        books.Tally.RequestsRelayed++;
        var support = new RevocationSupportExtension { InformsMobileNode = true, Timestamp = Words.High(NtpTimestamp.From(context.Now.Wall)) };
        context.Do(new SendDatagram(null, null, null, pending.RelayedFrom, pending.RelayedTo, 64, RequestRouting.Port, RequestRouting.Port,
            RelayWriter.Request(request.Parts, pending.GreKey, offers ? support : null, signs)));
    }

    // Every request of a keyed session carries the key, deregistrations too (RFC 6245 §4.1).
    private uint? GreKeyFor(in RegistrationRequest request, Visitor? visitor, in StepContext context)
    {
        if (visitor?.Path?.Tunnel.ReceiveKey is { } key)
            return key;
        return books.Settings.GreKeys && request.Bits.HasFlag(RegistrationBits.Gre) && !request.IsDeregistration
            ? Math.Max(1, context.Entropy.NextUInt32())
            : null;
    }
}
