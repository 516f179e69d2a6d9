namespace ProxyMip.Protocol.Radius;

/// <summary>Values of Service-Type (RFC 2865 §5.6) that mean something to us.</summary>
public enum RadiusServiceType : uint
{
    /// <summary>Administration of the console.</summary>
    Administrative = 6,

    /// <summary>The console, read only.</summary>
    NasPrompt = 7,

    /// <summary>Is this station known? Used to check Ethernet addresses (RFC 5080 §2.1.1).</summary>
    CallCheck = 10,
}

/// <summary>Values of NAS-Port-Type (RFC 2865 §5.41).</summary>
public enum RadiusPortType : uint
{
    /// <summary>No physical port: a login to the console.</summary>
    Virtual = 5,

    /// <summary>IEEE 802.11.</summary>
    Wireless80211 = 19,
}

/// <summary>Values of Acct-Status-Type (RFC 2866 §5.1).</summary>
public enum RadiusAccountingStatus : uint
{
    /// <summary>The service starts.</summary>
    Start = 1,

    /// <summary>The service ended.</summary>
    Stop = 2,

    /// <summary>A report in between.</summary>
    InterimUpdate = 3,

    /// <summary>The access server started.</summary>
    AccountingOn = 7,

    /// <summary>The access server stops.</summary>
    AccountingOff = 8,
}
