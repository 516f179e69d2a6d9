namespace ProxyMip.Protocol.Tacacs;

/// <summary>Action of an authentication START (RFC 8907 §5.1).</summary>
public enum TacacsAction : byte
{
    /// <summary>Log in.</summary>
    Login = 1,

    /// <summary>Change a password.</summary>
    ChangePassword = 2,

    /// <summary>Deprecated outbound form.</summary>
    SendAuthentication = 4,
}

/// <summary>How the user proves who they are (RFC 8907 §5.1).</summary>
public enum TacacsAuthenticationType : byte
{
    /// <summary>Not set; authorization only.</summary>
    NotSet = 0,

    /// <summary>Dialogue of user name and password.</summary>
    Ascii = 1,

    /// <summary>Name and password in one START.</summary>
    Pap = 2,

    /// <summary>Challenge and response in one START.</summary>
    Chap = 3,

    /// <summary>MS-CHAP.</summary>
    MsChap = 5,

    /// <summary>MS-CHAP version 2.</summary>
    MsChap2 = 6,
}

/// <summary>Which service asks (RFC 8907 §5.1).</summary>
public enum TacacsAuthenticationService : byte
{
    /// <summary>None: authorization without authentication.</summary>
    None = 0,

    /// <summary>A login.</summary>
    Login = 1,

    /// <summary>More privileges.</summary>
    Enable = 2,

    /// <summary>PPP.</summary>
    Ppp = 3,
}

/// <summary>How the user was authenticated before an authorization (RFC 8907 §6.1).</summary>
public enum TacacsAuthenticationMethod : byte
{
    /// <summary>Not set.</summary>
    NotSet = 0,

    /// <summary>Not at all: the mobile node proves itself to the home agent, not to the server.</summary>
    None = 1,

    /// <summary>By a local list.</summary>
    Local = 5,

    /// <summary>By TACACS+.</summary>
    TacacsPlus = 6,

    /// <summary>By RADIUS.</summary>
    Radius = 0x10,
}

/// <summary>Status of an authentication REPLY (RFC 8907 §5.2).</summary>
public enum TacacsAuthenticationStatus : byte
{
    /// <summary>Authenticated.</summary>
    Pass = 1,

    /// <summary>Not authenticated; final.</summary>
    Fail = 2,

    /// <summary>Send what the message asks for.</summary>
    GetData = 3,

    /// <summary>Send the user name.</summary>
    GetUser = 4,

    /// <summary>Send the password.</summary>
    GetPass = 5,

    /// <summary>Start again; a failure for who does not implement it.</summary>
    Restart = 6,

    /// <summary>As if the server could not be reached.</summary>
    Error = 7,

    /// <summary>Ask another server; deprecated, a failure.</summary>
    Follow = 0x21,
}

/// <summary>Status of an authorization RESPONSE (RFC 8907 §6.2).</summary>
public enum TacacsAuthorizationStatus : byte
{
    /// <summary>Authorized; the returned arguments are added to the requested ones.</summary>
    PassAdd = 1,

    /// <summary>Authorized with the returned arguments only.</summary>
    PassReplace = 2,

    /// <summary>Not authorized; final.</summary>
    Fail = 0x10,

    /// <summary>As if the server could not be reached; arguments are ignored.</summary>
    Error = 0x11,

    /// <summary>Ask another server; deprecated, a failure.</summary>
    Follow = 0x21,
}

/// <summary>Status of an accounting REPLY (RFC 8907 §7.2).</summary>
public enum TacacsAccountingStatus : byte
{
    /// <summary>Recorded.</summary>
    Success = 1,

    /// <summary>Not recorded; as if the server could not be reached.</summary>
    Error = 2,

    /// <summary>Ask another server; deprecated, a failure.</summary>
    Follow = 0x21,
}

/// <summary>Flags of an accounting REQUEST (RFC 8907 §7.1).</summary>
[Flags]
public enum TacacsAccountingBits : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Start record.</summary>
    Start = 0x02,

    /// <summary>Stop record.</summary>
    Stop = 0x04,

    /// <summary>Update; with <see cref="Start"/> one that repeats the start.</summary>
    Watchdog = 0x08,
}

/// <summary>What an answer means for the search for a server (RFC 8907 §4.4, §5.4.3).</summary>
public enum TacacsOutcome
{
    /// <summary>Granted; final.</summary>
    Pass,

    /// <summary>Refused; final.</summary>
    Fail,

    /// <summary>The server wants a CONTINUE.</summary>
    Continue,

    /// <summary>As if the server could not be reached: the next one is asked.</summary>
    NextServer,
}
