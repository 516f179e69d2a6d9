using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>
/// The foreign agent of a node (RFC 5944 §3.7, protocol reference section 10). Relays what mobile nodes ask and home agents answer, without ever asking
/// or ending anything of its own accord, and tells the packet path who is a visitor.
/// </summary>
public sealed class ForeignAgentRole : Role
{
    private ForeignAgentBooks? _books;
    private NodeSettings _host;
    private bool _serves;
    private bool _started;
    private bool _busy;

    /// <summary>Takes the settings; the first event puts them into effect.</summary>
    public ForeignAgentRole(NodeSettings node) => _host = node;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => _started ? _books?.List.NextDue : TimeSpan.Zero;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (!_started)
            Apply(_host, context);
        if (input is SettingsChanged changed)
            Apply(changed.Settings, context);
        if (_books is not { } books)
            return;
        if (_serves)
            Handle(input, books, context);
        Wake(books, context);
        TellLoad(books, context);
    }

    /// <summary>The visitor list and counters at a moment; built on request.</summary>
    public ForeignAgentSnapshot Snapshot(Moment now) => _books is not { } books ? new() : new()
    {
        Visitors = books.List.ViewVisitors(now),
        Pending = books.List.ViewPending(now),
        Busy = _busy,
        Counters = books.Tally.Read(),
    };

    private static void Handle(EngineEvent input, ForeignAgentBooks books, in StepContext context)
    {
        switch (input)
        {
            case DatagramReceived { DestinationPort: RequestRouting.Port } arrival:
                Receive(arrival, books, context);
                break;
            case IcmpReceived message when books.Host.Owns(message.Destination) || books.Settings.CareOfAddresses.Contains(message.Destination):
                var (code, about) = IcmpFeedback.Read(message.Message.Span, books.List);
                foreach (var pending in about)
                    books.Replies.Deny(pending, code, context);
                break;
            case ChallengeAdvertised challenge:
                books.Challenges.Advertise(challenge);
                break;
            default:
                break; // of no concern to the foreign agent
        }
    }

    private static void Receive(DatagramReceived arrival, ForeignAgentBooks books, in StepContext context)
    {
        if (!RegistrationMessage.TryParse(arrival.Payload.Span, out var message, out var fault))
        {
            Refuse(arrival, message, fault, books, context);
            return;
        }
        switch (message.Type)
        {
            case MobileIpMessageType.RegistrationRequest:
                books.Requests.Receive(arrival, message, context);
                break;
            case MobileIpMessageType.RegistrationReply:
                books.Replies.Receive(arrival, message, context);
                break;
            case MobileIpMessageType.Revocation:
                books.Revocations.Receive(arrival, message, context);
                break;
            default:
                break; // acknowledgements are for the home agent of the node
        }
    }

    private static void Refuse(DatagramReceived arrival, in RegistrationMessage message, WireFault fault, ForeignAgentBooks books, in StepContext context)
    {
        if (message is { HasFixedPart: true, Type: MobileIpMessageType.RegistrationRequest })
            books.Requests.Refuse(arrival, message, fault, context);
        else if (message is { HasFixedPart: true, Type: MobileIpMessageType.RegistrationReply })
            books.Replies.Refuse(arrival, message, fault, context);
        else
            books.Tally.Discard(MessageFaults.ReasonOf(fault, message.HasFixedPart));
    }

    private static void Wake(ForeignAgentBooks books, in StepContext context)
    {
        while (books.List.TryTakeEnded(context.Now.Uptime, out var visitor))
        {
            books.Tally.Expirations++;
            books.End(visitor, "its lifetime ended", context);
        }
        while (books.List.TryTakeOverdue(context.Now.Uptime, out var pending))
            books.Replies.Deny(pending, ReplyCode.RegistrationTimeout, context);
    }

    private void TellLoad(ForeignAgentBooks books, in StepContext context)
    {
        var busy = _serves && books.List.VisitorCount >= books.Settings.MaximumVisitors;
        if (busy == _busy)
            return;
        _busy = busy;
        context.Raise(new ForeignAgentLoadChanged(busy));
    }

    private void Apply(NodeSettings host, in StepContext context)
    {
        (_host, _started) = (host, true);
        var faults = host.ForeignAgent is { } settings ? ForeignAgentRules.Check(settings, host) : [];
        foreach (var fault in faults)
            ForeignAgentReports.Setting(fault, context);
        _serves = host.ForeignAgent is not null && !faults.Any(fault => !fault.IsWarning);
        if (_serves && _books is null)
            _books = new(host);
        else if (_serves)
            _books!.Change(host);
        EndForbidden(context);
    }

    // Without the role, or without its care-of address, port or home agent, a visitor cannot be served any more.
    private void EndForbidden(in StepContext context)
    {
        if (_books is not { } books)
            return;
        var settings = books.Settings;
        foreach (var visitor in books.List.Visitors.Where(visitor => !_serves
            || !settings.ServicePorts.Contains(visitor.Origin.Requester.Port)
            || !settings.CareOfAddresses.Contains(visitor.Origin.RelayedFrom)
            || settings.ProhibitedHomeAgents.Contains(visitor.HomeAgent)).ToList())
            books.End(visitor, "the settings no longer allow it", context);
        foreach (var pending in books.List.Pending.Where(_ => !_serves).ToList())
            books.List.Remove(pending);
    }
}
