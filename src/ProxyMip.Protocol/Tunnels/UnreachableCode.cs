namespace ProxyMip.Protocol.Tunnels;

/// <summary>The code of a Destination Unreachable message (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1).</summary>
public enum UnreachableCode : byte
{
    /// <summary>No route to the network.</summary>
    Network = 0,

    /// <summary>The host does not answer on its link.</summary>
    Host = 1,

    /// <summary>The host has no such transport protocol.</summary>
    Protocol = 2,

    /// <summary>Nobody listens on the port.</summary>
    Port = 3,

    /// <summary>DF is set and the packet does not fit the next link (RFC 1191).</summary>
    FragmentationNeeded = 4,

    /// <summary>A source route could not be followed.</summary>
    SourceRouteFailed = 5,

    /// <summary>The network is not known.</summary>
    NetworkUnknown = 6,

    /// <summary>The host is not known.</summary>
    HostUnknown = 7,

    /// <summary>The source host is isolated; obsolete.</summary>
    SourceHostIsolated = 8,

    /// <summary>Communication with the network is prohibited.</summary>
    NetworkProhibited = 9,

    /// <summary>Communication with the host is prohibited.</summary>
    HostProhibited = 10,

    /// <summary>No route to the network for this type of service.</summary>
    NetworkTypeOfService = 11,

    /// <summary>No route to the host for this type of service.</summary>
    HostTypeOfService = 12,

    /// <summary>A filter forbids the packet (RFC 1812).</summary>
    AdministrativelyProhibited = 13,

    /// <summary>The precedence is not allowed (RFC 1812).</summary>
    HostPrecedenceViolation = 14,

    /// <summary>The precedence is below the required one (RFC 1812).</summary>
    PrecedenceCutoff = 15,
}
