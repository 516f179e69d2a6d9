using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The access point as proxy for its clients (protocol reference section 9).</summary>
public sealed class AccessPointRole : Role
{
    internal AccessPointRole(NodeSettings node) => _node = node;

    private NodeSettings _node;

    /// <inheritdoc />
    public override TimeSpan? WakeAt => null;

    /// <summary>Whether a client with this address has a request pending or a registration here.</summary>
    internal bool Serves(Ipv4Address address) => _node.AccessPoint is null && address.IsAny;

    /// <inheritdoc />
    internal override bool Concerns(EngineEvent input, NodeSettings node) =>
        input is not DatagramReceived datagram || OwnTraffic.IsReplyToClient(datagram, node);

    /// <inheritdoc />
    public override void Handle(EngineEvent input, in StepContext context)
    {
        if (input is SettingsChanged changed)
            _node = changed.Settings;
    }
}
