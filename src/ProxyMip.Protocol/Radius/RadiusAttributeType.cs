namespace ProxyMip.Protocol.Radius;

/// <summary>Attribute numbers (RFC 2865 §5, RFC 2866 §5, RFC 2869 §5). Numbers without a name survive a round trip.</summary>
public enum RadiusAttributeType : byte
{
    /// <summary>Text: the user, here often a client address (protocol reference 16.4).</summary>
    UserName = 1,

    /// <summary>Hidden password, 16 to 128 octets.</summary>
    UserPassword = 2,

    /// <summary>CHAP identifier and response, 17 octets.</summary>
    ChapPassword = 3,

    /// <summary>Address of the asking access server.</summary>
    NasIpAddress = 4,

    /// <summary>Number of its port.</summary>
    NasPort = 5,

    /// <summary>Integer, see <see cref="RadiusServiceType"/>.</summary>
    ServiceType = 6,

    /// <summary>Address of the user.</summary>
    FramedIpAddress = 8,

    /// <summary>Text for people.</summary>
    ReplyMessage = 18,

    /// <summary>Opaque, returned after a Challenge.</summary>
    State = 24,

    /// <summary>Opaque, repeated in accounting.</summary>
    Class = 25,

    /// <summary>Vendor number and the vendor's own attributes.</summary>
    VendorSpecific = 26,

    /// <summary>Integer, seconds.</summary>
    SessionTimeout = 27,

    /// <summary>Text: access point and SSID.</summary>
    CalledStationId = 30,

    /// <summary>Text: the client's Ethernet address.</summary>
    CallingStationId = 31,

    /// <summary>Text: name of the asking access server.</summary>
    NasIdentifier = 32,

    /// <summary>Opaque, added by proxies; never by us.</summary>
    ProxyState = 33,

    /// <summary>Integer, see <see cref="RadiusAccountingStatus"/>.</summary>
    AcctStatusType = 40,

    /// <summary>Integer, seconds since the event that is reported.</summary>
    AcctDelayTime = 41,

    /// <summary>Text that joins start and stop.</summary>
    AcctSessionId = 44,

    /// <summary>Integer, seconds.</summary>
    AcctSessionTime = 46,

    /// <summary>Integer, why the session ended.</summary>
    AcctTerminateCause = 49,

    /// <summary>Challenge of a CHAP response; the Request Authenticator when absent.</summary>
    ChapChallenge = 60,

    /// <summary>Integer, see <see cref="RadiusPortType"/>.</summary>
    NasPortType = 61,

    /// <summary>An EAP packet or a piece of one.</summary>
    EapMessage = 79,

    /// <summary>HMAC-MD5 of the whole packet, 16 octets.</summary>
    MessageAuthenticator = 80,
}
