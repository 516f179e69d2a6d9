using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>The foreign agent of a node (RFC 5944 §3.7, protocol reference section 10).</summary>
public sealed class ForeignAgentRole : Role
{
    private NodeSettings _node;

    /// <summary>Takes the settings.</summary>
    public ForeignAgentRole(NodeSettings node) => _node = node;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => null;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (input is SettingsChanged changed)
            _node = changed.Settings;
    }

    /// <summary>The visitor list and counters at a moment; built on request.</summary>
    public ForeignAgentSnapshot Snapshot(Moment now) => new() { Busy = _node.ForeignAgent is null && now.Uptime < TimeSpan.Zero };
}
