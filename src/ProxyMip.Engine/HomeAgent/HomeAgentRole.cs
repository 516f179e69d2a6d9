using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// The home agent of a node (RFC 5944 §3.8, protocol reference section 11). Checks requests in order, answers them, keeps bindings and what must
/// outlive them. Nothing it does for one event depends on how many bindings there are; what an unauthenticated request can cause is budgeted.
/// </summary>
public sealed class HomeAgentRole : Role
{
    private readonly BindingTable _table = new();
    private readonly AgentTally _tally = new();
    private readonly HomeAgentReports _reports = new();
    private HomeAgentDesk? _desk;
    private NodeSettings _host;
    private bool _started;

    /// <summary>Takes the settings; the first event puts them into effect.</summary>
    public HomeAgentRole(NodeSettings node) => _host = node;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => _started ? _desk?.NextDue : TimeSpan.Zero;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (!_started)
            Apply(_host, context);
        switch (input)
        {
            case SettingsChanged changed:
                Apply(changed.Settings, context);
                break;
            case DatagramReceived { DestinationPort: RequestRouting.Port } arrival:
                Receive(arrival, context);
                break;
            case AssociationAnswered answer:
                _desk?.TakeAnswer(answer, context);
                break;
            case HomeAgentStateRestored restored:
                _desk?.Restore(restored.State, context);
                break;
            default:
                break; // of no concern to the home agent
        }
        _desk?.Wake(context);
    }

    /// <summary>The bindings and counters at a moment; built on request.</summary>
    public HomeAgentSnapshot Snapshot(Moment now) => new()
    {
        Bindings = StateKeeper.View(_table, now),
        KnownNodes = _table.KnownNodes,
        WaitingForAssociation = _desk?.WaitingForAssociation ?? 0,
        Counters = _tally.Read(),
    };

    /// <summary>What must survive a restart; expired bindings are left out.</summary>
    public HomeAgentState Export(Moment now) => StateKeeper.Export(_table, now);

    private void Receive(DatagramReceived arrival, in StepContext context)
    {
        if (_desk is null)
            return;
        if (!RegistrationMessage.TryParse(arrival.Payload.Span, out var message, out var fault))
        {
            _tally.Discard(MessageFaults.ReasonOf(fault, message.HasFixedPart));
            return;
        }
        switch (message.Type)
        {
            case MobileIpMessageType.RegistrationRequest:
                _desk.Receive(arrival, message, context);
                break;
            case MobileIpMessageType.Revocation:
                _desk.Revocations.Receive(arrival, message, context);
                break;
            case MobileIpMessageType.RevocationAcknowledgement:
                _desk.Revocations.ReceiveAcknowledgement(arrival, message);
                break;
            default:
                break; // replies are for the foreign agent of the node
        }
    }

    private void Apply(NodeSettings host, in StepContext context)
    {
        (_host, _started) = (host, true);
        var faults = host.HomeAgent is { } settings ? HomeAgentRules.Check(settings) : [];
        foreach (var fault in faults)
            HomeAgentReports.Setting(fault, context);
        var serves = host.HomeAgent is not null && !faults.Any(fault => !fault.IsWarning);
        if (!serves)
        {
            _desk?.Close(context);
            _desk = null;
        }
        else if (_desk is null)
            _desk = new(host, _table, _tally, _reports);
        else
            _desk.Change(host, context);
    }
}
