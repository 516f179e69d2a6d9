using ProxyMip.Protocol.Tacacs;

namespace ProxyMip.Host.Decoding;

/// <summary>The names RFC 8907 gives to the status of an answer.</summary>
internal static class TacacsNames
{
    public static string Of(TacacsAuthenticationStatus status) => status switch
    {
        TacacsAuthenticationStatus.Pass => "PASS",
        TacacsAuthenticationStatus.Fail => "FAIL",
        TacacsAuthenticationStatus.GetData => "GETDATA",
        TacacsAuthenticationStatus.GetUser => "GETUSER",
        TacacsAuthenticationStatus.GetPass => "GETPASS",
        TacacsAuthenticationStatus.Restart => "RESTART",
        TacacsAuthenticationStatus.Error => "ERROR",
        TacacsAuthenticationStatus.Follow => "FOLLOW",
        _ => "unknown",
    };

    public static string Of(TacacsAuthorizationStatus status) => status switch
    {
        TacacsAuthorizationStatus.PassAdd => "PASS_ADD",
        TacacsAuthorizationStatus.PassReplace => "PASS_REPL",
        TacacsAuthorizationStatus.Fail => "FAIL",
        TacacsAuthorizationStatus.Error => "ERROR",
        TacacsAuthorizationStatus.Follow => "FOLLOW",
        _ => "unknown",
    };

    public static string Of(TacacsAccountingStatus status) => status switch
    {
        TacacsAccountingStatus.Success => "SUCCESS",
        TacacsAccountingStatus.Error => "ERROR",
        TacacsAccountingStatus.Follow => "FOLLOW",
        _ => "unknown",
    };
}
