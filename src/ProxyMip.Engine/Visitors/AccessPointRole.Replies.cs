using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Visitors;

/// <summary>Replies of agents, and answers of servers.</summary>
public sealed partial class AccessPointRole
{
    private void TakeReply(DatagramReceived datagram, in StepContext context)
    {
        var client = RegistrationReply.TryParse(datagram.Payload.Span, out var head, out _) ? Find(head.HomeAddress) : null;
        var pending = client?.State.Pending;
        if (ReplyCheck.Check(datagram, pending, out var reply) is { } reason)
        {
            Drop(reason, datagram, client, context);
            return;
        }
        _tally.ReplyReceived(pending!, reply);
        var answer = reply.Reply;
        var denial = new Denial(reply.ForeignAgentError ?? answer.Code, answer.Lifetime, answer.HomeAgent, reply.RedirectedTo);
        ClientEvent input = reply switch
        {
            { IsDoubtful: true } => new RequestDoubtfullyDenied(denial),
            { ForeignAgentError: not null } => new RequestDenied(denial, answer.Identification, reply.Challenge, true),
            _ when answer.Code.IsAccepted() => new RequestAccepted(answer.Code, answer.Lifetime, reply.Challenge),
            _ => new RequestDenied(denial, answer.Identification, reply.Challenge, false),
        };
        Step(client!, input, context);
    }

    private void Drop(AccessPointDropReason reason, DatagramReceived datagram, Client? client, in StepContext context)
    {
        _drops.Add(reason);
        if (reason is AccessPointDropReason.ReplyUnexpected or AccessPointDropReason.ReplyMalformed || !_securityLog.TryTake(context.Now.Uptime))
            return; // late duplicates and noise are counted, not told
        var why = reason switch
        {
            AccessPointDropReason.ReplyWrongSource => "it does not come from the agent asked",
            AccessPointDropReason.ReplyIdentification => "its Identification does not match the latest request",
            AccessPointDropReason.ReplyMobileForeign => "its Mobile-Foreign authentication is missing or wrong",
            AccessPointDropReason.ReplyMobileHome => "its Mobile-Home authentication is missing or wrong",
            AccessPointDropReason.ReplyUnknownExtension => "it has an extension that must be understood and is not",
            _ => "its code is unknown",
        };
        context.Report(new(Severity.ProtocolWarning, "reply-discarded", $"A registration reply for {datagram.Destination} from {datagram.Source} was discarded: {why}.",
            datagram.Destination, client?.Station, datagram.Source));
    }

    private void Seek(Client client, bool anew, in StepContext context)
    {
        if (_policy is not { } policy)
            return;
        var address = client.State.Address;
        if (anew)
            _associations.Forget(address);
        if (_associations.Find(address, policy.Settings, context.Now.Uptime) is { } finding)
            Step(client, new AssociationLearned(finding), context);
        else
            Query(client, context);
    }

    private void Query(Client client, in StepContext context)
    {
        var (address, now) = (client.State.Address, context.Now.Uptime);
        if (_associations.IsAsked(address, now))
            return;
        if (_deferredQueries.Count == 0 && _associations.TryAsk(address, _policy!.Settings, now))
        {
            context.Do(new QueryAssociation(address, client.Station, client.NasPort));
            return;
        }
        _drops.Add(AccessPointDropReason.QueryDeferred);
        _deferredQueries.Enqueue((client, address));
        _queryAt ??= now + QueryPause;
    }

    // Queries beyond the budget wait in line; one deadline serves them all.
    private void RunDeferredQueries(in StepContext context)
    {
        var now = context.Now.Uptime;
        if (!(_queryAt <= now))
            return;
        while (_deferredQueries.TryPeek(out var next))
        {
            var isWaiting = next.Client.State is { Association.Standing: AssociationStanding.Asked } state && state.Address == next.Address;
            if (isWaiting && !_associations.IsAsked(next.Address, now))
            {
                if (!_associations.TryAsk(next.Address, _policy!.Settings, now))
                    break;
                context.Do(new QueryAssociation(next.Address, next.Client.Station, next.Client.NasPort));
            }
            _deferredQueries.Dequeue();
        }
        _queryAt = _deferredQueries.Count > 0 ? now + QueryPause : null;
    }

    private TimeSpan QueryPause => TimeSpan.FromSeconds(1) / Math.Max(1, _policy!.Settings.AssociationQueriesPerSecond);

    private void TakeAssociation(AssociationAnswered answered, in StepContext context)
    {
        if (_policy is not { } policy)
            return;
        var finding = _associations.Answered(answered, policy.Settings, context.Now.Uptime);
        if (Find(answered.MobileNode) is { } client)
            Step(client, new AssociationLearned(finding), context);
    }
}
