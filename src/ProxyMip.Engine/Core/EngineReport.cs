using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>Severity of an event log entry: the manual family's fifteen levels, numbered as stored (2 is the most severe).</summary>
public enum Severity
{
    /// <summary>System Fatal.</summary>
    SystemFatal = 2,

    /// <summary>Protocol Fatal.</summary>
    ProtocolFatal = 3,

    /// <summary>Port Fatal.</summary>
    PortFatal = 4,

    /// <summary>System Alert.</summary>
    SystemAlert = 5,

    /// <summary>Protocol Alert.</summary>
    ProtocolAlert = 6,

    /// <summary>Port Alert.</summary>
    PortAlert = 7,

    /// <summary>External Alert.</summary>
    ExternalAlert = 8,

    /// <summary>System Warning.</summary>
    SystemWarning = 9,

    /// <summary>Protocol Warning.</summary>
    ProtocolWarning = 10,

    /// <summary>Port Warning.</summary>
    PortWarning = 11,

    /// <summary>External Warning.</summary>
    ExternalWarning = 12,

    /// <summary>System Info.</summary>
    SystemInfo = 13,

    /// <summary>Protocol Info.</summary>
    ProtocolInfo = 14,

    /// <summary>Port Info.</summary>
    PortInfo = 15,

    /// <summary>External Info.</summary>
    ExternalInfo = 16,
}

/// <summary>One entry of the event log. Never holds a key, a secret or raw octets.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">Stable kebab-case name of the kind of event, such as "registration-accepted"; tests and filters use it.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Client">The mobile node concerned, if any.</param>
/// <param name="Station">Its Ethernet address, if known.</param>
/// <param name="Peer">The agent, access point or server concerned, if any.</param>
public sealed record EngineReport(Severity Severity, string Code, string Text, Ipv4Address? Client = null, MacAddress? Station = null, Ipv4Address? Peer = null);
