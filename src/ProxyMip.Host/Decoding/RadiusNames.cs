using ProxyMip.Protocol.Radius;

namespace ProxyMip.Host.Decoding;

/// <summary>How the value of an attribute is written.</summary>
internal enum RadiusValueKind
{
    Octets,
    Text,
    Integer,
    Address,
}

/// <summary>The names RFC 2865, 2866 and 2869 give to codes, attributes and values.</summary>
internal static class RadiusNames
{
    public static string Of(RadiusCode code) => code switch
    {
        RadiusCode.AccessRequest => "Access-Request",
        RadiusCode.AccessAccept => "Access-Accept",
        RadiusCode.AccessReject => "Access-Reject",
        RadiusCode.AccountingRequest => "Accounting-Request",
        RadiusCode.AccountingResponse => "Accounting-Response",
        RadiusCode.AccessChallenge => "Access-Challenge",
        RadiusCode.StatusServer => "Status-Server",
        _ => "unknown",
    };

    public static string Of(RadiusAttributeType type) => type switch
    {
        RadiusAttributeType.UserName => "User-Name",
        RadiusAttributeType.UserPassword => "User-Password",
        RadiusAttributeType.ChapPassword => "CHAP-Password",
        RadiusAttributeType.NasIpAddress => "NAS-IP-Address",
        RadiusAttributeType.NasPort => "NAS-Port",
        RadiusAttributeType.ServiceType => "Service-Type",
        RadiusAttributeType.FramedIpAddress => "Framed-IP-Address",
        RadiusAttributeType.ReplyMessage => "Reply-Message",
        RadiusAttributeType.State => "State",
        RadiusAttributeType.Class => "Class",
        RadiusAttributeType.VendorSpecific => "Vendor-Specific",
        RadiusAttributeType.SessionTimeout => "Session-Timeout",
        RadiusAttributeType.CalledStationId => "Called-Station-Id",
        RadiusAttributeType.CallingStationId => "Calling-Station-Id",
        RadiusAttributeType.NasIdentifier => "NAS-Identifier",
        RadiusAttributeType.ProxyState => "Proxy-State",
        RadiusAttributeType.AcctStatusType => "Acct-Status-Type",
        RadiusAttributeType.AcctDelayTime => "Acct-Delay-Time",
        RadiusAttributeType.AcctSessionId => "Acct-Session-Id",
        RadiusAttributeType.AcctSessionTime => "Acct-Session-Time",
        RadiusAttributeType.AcctTerminateCause => "Acct-Terminate-Cause",
        RadiusAttributeType.ChapChallenge => "CHAP-Challenge",
        RadiusAttributeType.NasPortType => "NAS-Port-Type",
        RadiusAttributeType.EapMessage => "EAP-Message",
        RadiusAttributeType.MessageAuthenticator => "Message-Authenticator",
        _ => "Attribute",
    };

    public static RadiusValueKind KindOf(RadiusAttributeType type) => type switch
    {
        RadiusAttributeType.UserName or RadiusAttributeType.ReplyMessage or RadiusAttributeType.CalledStationId or RadiusAttributeType.CallingStationId
            or RadiusAttributeType.NasIdentifier or RadiusAttributeType.AcctSessionId => RadiusValueKind.Text,
        RadiusAttributeType.NasIpAddress or RadiusAttributeType.FramedIpAddress => RadiusValueKind.Address,
        RadiusAttributeType.NasPort or RadiusAttributeType.ServiceType or RadiusAttributeType.SessionTimeout or RadiusAttributeType.AcctStatusType
            or RadiusAttributeType.AcctDelayTime or RadiusAttributeType.AcctSessionTime or RadiusAttributeType.AcctTerminateCause
            or RadiusAttributeType.NasPortType => RadiusValueKind.Integer,
        _ => RadiusValueKind.Octets,
    };

    public static string? Of(RadiusAttributeType type, uint value) => (type, value) switch
    {
        (RadiusAttributeType.ServiceType, (uint)RadiusServiceType.Administrative) => "Administrative",
        (RadiusAttributeType.ServiceType, (uint)RadiusServiceType.NasPrompt) => "NAS Prompt",
        (RadiusAttributeType.ServiceType, (uint)RadiusServiceType.CallCheck) => "Call Check",
        (RadiusAttributeType.NasPortType, (uint)RadiusPortType.Virtual) => "Virtual",
        (RadiusAttributeType.NasPortType, (uint)RadiusPortType.Wireless80211) => "Wireless - IEEE 802.11",
        (RadiusAttributeType.AcctStatusType, (uint)RadiusAccountingStatus.Start) => "Start",
        (RadiusAttributeType.AcctStatusType, (uint)RadiusAccountingStatus.Stop) => "Stop",
        (RadiusAttributeType.AcctStatusType, (uint)RadiusAccountingStatus.InterimUpdate) => "Interim-Update",
        (RadiusAttributeType.AcctStatusType, (uint)RadiusAccountingStatus.AccountingOn) => "Accounting-On",
        (RadiusAttributeType.AcctStatusType, (uint)RadiusAccountingStatus.AccountingOff) => "Accounting-Off",
        (RadiusAttributeType.SessionTimeout or RadiusAttributeType.AcctSessionTime or RadiusAttributeType.AcctDelayTime, _) => "seconds",
        _ => null,
    };

    public static string? Of(RadiusVendor vendor) => vendor switch
    {
        RadiusVendor.Cisco => "Cisco",
        RadiusVendor.ThirdGeneration2 => "3GPP2",
        RadiusVendor.Wimax => "WiMAX Forum",
        _ => null,
    };

    public static string Of(SecurityAssociationFault fault) => fault switch
    {
        SecurityAssociationFault.SpiMissing => "the SPI is missing",
        SecurityAssociationFault.SpiUnreadable => "the SPI is not 1 to 8 hexadecimal digits",
        SecurityAssociationFault.SpiReserved => "the SPI lies in the reserved range 0 to FF",
        SecurityAssociationFault.KeyMissing => "the key is missing",
        SecurityAssociationFault.KeyUnreadable => "the key is not an even number of hexadecimal digits",
        SecurityAssociationFault.KeyShort => "the key has fewer than 16 octets",
        SecurityAssociationFault.AlgorithmUnknown => "the algorithm is unknown",
        SecurityAssociationFault.ReplayUnknown => "the replay method is unknown",
        SecurityAssociationFault.WordUnknown => "a word is unknown",
        SecurityAssociationFault.Repeated => "a part is given twice",
        _ => "not an association",
    };
}
