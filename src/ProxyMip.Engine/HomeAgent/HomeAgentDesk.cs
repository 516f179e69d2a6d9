using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>Takes requests, has them checked, puts accepted ones into effect and answers. Exists while the settings let the agent serve.</summary>
internal sealed class HomeAgentDesk
{
    private readonly BindingTable _table;
    private readonly AgentTally _tally;
    private readonly HomeAgentReports _reports;
    private readonly Registrar _registrar;
    private readonly AssociationLookup _associations;
    private NodeSettings _host;
    private HomeAgentSettings _settings;
    private RequestOpener _opener;
    private AnswerBudget _budget;

    public HomeAgentDesk(NodeSettings host, BindingTable table, AgentTally tally, HomeAgentReports reports)
    {
        (_host, _settings) = (host, host.HomeAgent!);
        (_table, _tally, _reports) = (table, tally, reports);
        _registrar = new(host, _settings, table);
        _associations = new(_settings);
        _opener = new(host, _settings, table, _associations);
        _budget = new(_settings.UnauthenticatedAnswersPerSecond);
        Revocations = new(table, _registrar, _associations, tally, reports);
    }

    /// <summary>Where revocations and their acknowledgements are taken.</summary>
    public RevocationDesk Revocations { get; }

    public int WaitingForAssociation => _associations.WaitingCount;

    public TimeSpan? NextDue => _registrar.NextDue is { } due && (_associations.NextDue is not { } wait || due < wait) ? due : _associations.NextDue;

    /// <summary>New settings: bindings they no longer allow end.</summary>
    public void Change(NodeSettings host, in StepContext context)
    {
        (_host, _settings) = (host, host.HomeAgent!);
        (_registrar.Host, _registrar.Settings) = (host, _settings);
        _associations.Change(_settings);
        _opener = new(host, _settings, _table, _associations);
        _budget = new(_settings.UnauthenticatedAnswersPerSecond);
        foreach (var binding in BindingsWhere(binding => !_opener.MayBeBound(binding.Node.HomeAddress) || !RequestRouting.IsHomeAgentAddress(_host, binding.HomeAgent)))
        {
            _reports.Forbidden(binding.Node.HomeAddress, binding.CareOfAddress, context);
            _registrar.Revocations.Start(binding, _settings, context);
            _registrar.End(binding, context);
        }
    }

    /// <summary>The role ends: no binding stays.</summary>
    public void Close(in StepContext context)
    {
        foreach (var binding in BindingsWhere(_ => true))
            _registrar.End(binding, context);
    }

    public void Wake(in StepContext context)
    {
        var ended = _registrar.Wake(context);
        _tally.Expirations += ended;
        _reports.Expired(ended, context);
        _tally.RevocationsSent += _registrar.Revocations.Wake(context);
        while (_associations.TryTakeOverdue(context.Now.Uptime, out _))
            _tally.Discard(DiscardReason.NoAssociationServer);
    }

    public void Restore(HomeAgentState state, in StepContext context) => StateKeeper.Restore(state, _table,
        node => _opener.MayBeBound(node.HomeAddress) ? RequestAddressing.NetworkOf(_settings, node.HomeAddress) : null, _settings.Broadcasts, context);

    /// <summary>Takes a request off the wire.</summary>
    public void Receive(DatagramReceived arrival, in RegistrationMessage message, in StepContext context)
    {
        var parts = RequestParts.Read(message);
        if (RequestRouting.IsForForeignAgent(_host, arrival, parts.Request))
            return;
        _tally.RequestsReceived++;
        Consider(arrival, context.Now, parts, context);
    }

    /// <summary>Goes on with the request that waited for an answer of the AAA servers.</summary>
    public void TakeAnswer(AssociationAnswered answer, in StepContext context)
    {
        if (_associations.Answer(answer, context.Now.Uptime) is { } waiting
            && RegistrationMessage.TryParse(waiting.Arrival.Payload.Span, out var message, out _))
            Consider(waiting.Arrival, waiting.ArrivedAt, RequestParts.Read(message), context);
    }

    private void Consider(DatagramReceived arrival, Moment arrivedAt, RequestParts parts, in StepContext context)
    {
        if (!arrival.Source.IsUnicastHost || RequestAddressing.Resolve(_host, _settings, arrival, parts) is not { } addressed)
        {
            _tally.Discard(DiscardReason.NotAddressedHere);
            return;
        }
        var request = _opener.Open(arrival, arrivedAt, parts, addressed);
        if (!request.IsAddressedHere)
        {
            RefuseAddress(request, context);
            return;
        }
        switch (_associations.Find(request, _opener.NamedNodeOf(parts), out var association, context))
        {
            case LookupOutcome.Waiting:
                break;
            case LookupOutcome.Full:
                _tally.Discard(DiscardReason.WaitingListFull);
                break;
            default:
                Decide(request with { NodeAssociation = association }, context);
                break;
        }
    }

    private void Decide(in RequestCase request, in StepContext context)
    {
        var verdict = HomeAgentChecks.Examine(request);
        switch (verdict.Kind)
        {
            case VerdictKind.Accept:
                Accept(request, context);
                break;
            case VerdictKind.Repeat:
                _tally.DuplicatesAnswered++;
                Send(request, request.Node!.LastAccepted!.Reply, context);
                break;
            case VerdictKind.Deny:
                Deny(request, verdict.Code, context);
                break;
            default:
                _tally.Discard(verdict.Reason);
                if (verdict.Reason == DiscardReason.UnknownForeignAgent)
                    _reports.Distrusted(verdict.Reason, request.Request.HomeAddress, request.Arrival, context);
                break;
        }
    }

    private void Accept(in RequestCase request, in StepContext context)
    {
        var node = _opener.RecordOf(request);
        var identification = request.UsesNonces ? FreshNonce(request, node, context) : request.Request.Identification;
        node.HighestIdentification = request.UsesNonces ? null : request.Request.Identification;
        var answer = _registrar.Accept(request, node, identification, context);
        var reply = AnswerWriter.Write(request, answer);
        node.LastAccepted = new(request.Arrival.Source, request.Arrival.SourcePort, request.Arrival.Payload.ToArray(), reply);
        _tally.Answer(answer.Code);
        if (_settings.Journal)
            context.Do(new SaveMobileNode(StateKeeper.Save(node, context.Now)));
        Send(request, reply, context);
        _reports.Accepted(node.HomeAddress, request.Request.CareOfAddress, answer.Lifetime, context);
    }

    private void Deny(in RequestCase request, ReplyCode code, in StepContext context)
    {
        var (source, now) = (request.Arrival.Source, context.Now.Uptime);
        var provesNothing = code is ReplyCode.MobileNodeFailedAuthentication or ReplyCode.MobileNodeFailedAaaAuthentication
            or ReplyCode.ProxyRegistrationUnsupported or ReplyCode.ProxyRegistrationDisallowed
            || (code == ReplyCode.ForeignAgentFailedAuthentication && request.IsPerNode);
        var isStranger = provesNothing && !HomeAgentChecks.IsVouchedForByForeignAgent(request);
        _reports.Denied(code, request.Request.HomeAddress, request.Arrival, context);
        if (provesNothing)
            _associations.Refresh(request.Request.HomeAddress, now);
        var mayAnswer = isStranger ? _budget.AllowsUnauthenticated(source, now)
            : code != ReplyCode.IdentificationMismatch || _budget.AllowsMismatch(source, request.Request.HomeAddress, now);
        if (mayAnswer)
            Answer(request, code, isStranger, IdentificationOfDenial(request, code, provesNothing, context), context);
        else
            _tally.Discard(DiscardReason.RateLimited);
    }

    // Check 3. Silent probers are answered too, so that authoritative access points see that this agent lives (decision D-13).
    private void RefuseAddress(in RequestCase request, in StepContext context)
    {
        if (!_budget.AllowsProbe(request.Arrival.Source, context.Now.Uptime))
        {
            _tally.Discard(DiscardReason.RateLimited);
            return;
        }
        var local = _associations.FindLocal(request.Request.HomeAddress, _opener.NamedNodeOf(request.Parts));
        var isNode = local is not null && request.Parts.MobileHomeCount == 1 && local.Verifies(request.Parts.MobileHome);
        Answer(request with { NodeAssociation = isNode ? local : null }, ReplyCode.UnknownHomeAgentAddress, !isNode, request.Request.Identification, context);
    }

    private void Answer(in RequestCase request, ReplyCode code, bool isStranger, ulong identification, in StepContext context)
    {
        var answer = new Answer { Code = code, Lifetime = request.Request.Lifetime, Identification = identification };
        var reply = AnswerWriter.Write(request, answer);
        if (isStranger && reply.Length > request.Arrival.Payload.Length)
            reply = AnswerWriter.WriteBare(request, answer);
        _tally.Answer(code);
        Send(request, reply, context);
    }

    // A node that is not authenticated must not move the nonce its true owner is going to use.
    private ulong IdentificationOfDenial(in RequestCase request, ReplyCode code, bool provesNothing, in StepContext context)
    {
        if (request.UsesNonces)
        {
            var isFirstContact = request.Node is null && code == ReplyCode.IdentificationMismatch && request is { HomeAddress: not null, HasRoom: true };
            return FreshNonce(request, provesNothing ? null : isFirstContact ? _opener.RecordOf(request) : request.Node, context);
        }
        return code == ReplyCode.IdentificationMismatch
            ? Identifications.Resynchronise(request.Request.Identification, NtpTimestamp.From(context.Now.Wall))
            : request.Request.Identification;
    }

    private static ulong FreshNonce(in RequestCase request, MobileNode? node, in StepContext context)
    {
        var reply = Identifications.ReplyWithNonce(request.Request.Identification, context.Entropy.NextUInt32());
        if (node is not null)
            node.LastReplyIdentification = reply;
        return reply;
    }

    private void Send(in RequestCase request, byte[] reply, in StepContext context)
    {
        var arrival = request.Arrival;
        var source = RequestRouting.IsHomeAgentAddress(_host, arrival.Destination) ? arrival.Destination : request.HomeAgent;
        var datagram = new SendDatagram(null, null, null, source, arrival.Source, 64, arrival.DestinationPort, arrival.SourcePort, reply);
        // A node that says it is home is answered on its home link, whatever its bindings say (RFC 5944 §3.8.3.1).
        if (request.Request.IsDeregistration && arrival.Source == request.Request.HomeAddress && request.Network?.Port is { } home)
            datagram = datagram with { Port = home, LinkDestination = arrival.Port == home ? arrival.LinkSource : null };
        context.Do(datagram);
    }

    private ImmutableArray<Binding> BindingsWhere(Func<Binding, bool> condition) =>
        [.. _table.Nodes.SelectMany(node => node.Bindings).Where(condition)];
}
