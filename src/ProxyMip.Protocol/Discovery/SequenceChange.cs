namespace ProxyMip.Protocol.Discovery;

/// <summary>How one sequence number follows another, RFC 5944 §2.4.4.</summary>
public enum SequenceChange
{
    /// <summary>The same number: the advertisement came twice.</summary>
    Repeated,

    /// <summary>A greater number.</summary>
    Advanced,

    /// <summary>A smaller number, but not below 256: the numbers started again, or two advertisements changed places. Nothing to do.</summary>
    RolledOver,

    /// <summary>A smaller number below 256: the agent started anew, or says so to end a registration (RFC 3543). Register again.</summary>
    Rebooted,
}
