using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>
/// The subnet map exchange of one node (manual, Subnet Map Exchange; protocol reference 15): a member of it on every access point, and an
/// authoritative access point when an own address is in the configured list.
/// </summary>
public sealed class SubnetMapRole : Role
{
    private SubnetMapSettings _settings;

    internal SubnetMapRole(NodeSettings node) => _settings = node.SubnetMap!;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => null;

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (input is SettingsChanged { Settings.SubnetMap: { } settings })
            _settings = settings;
    }

    /// <summary>What pages and tests may see.</summary>
    /// <param name="now">The moment of the picture.</param>
    public SubnetMapSnapshot Snapshot(Moment now) =>
        new() { Phase = _settings.Enabled && now.Uptime >= TimeSpan.Zero ? SubnetMapPhase.Learning : SubnetMapPhase.Off };
}
