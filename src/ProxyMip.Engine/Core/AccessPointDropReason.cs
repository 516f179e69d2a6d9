namespace ProxyMip.Engine.Core;

/// <summary>Why an access point passed over something it received, or could not do something. One counter each.</summary>
public enum AccessPointDropReason
{
    /// <summary>Advertisement with a wrong ICMP checksum.</summary>
    AdvertisementChecksum,

    /// <summary>Advertisement with an unknown extension of type 0-127.</summary>
    AdvertisementUnknownExtension,

    /// <summary>Advertisement of wrong lengths, code or flags (RFC 1256 §5.2, decision D-16).</summary>
    AdvertisementMalformed,

    /// <summary>Agent advertisement whose IP TTL is not 1 (RFC 5944 §2.1).</summary>
    AdvertisementTimeToLive,

    /// <summary>Advertisement from an address no single host can have.</summary>
    AdvertisementSource,

    /// <summary>Advertisement that did not come in on the wired side: a station plays agent.</summary>
    AdvertisementFromRadio,

    /// <summary>More agents than are kept.</summary>
    TooManyAgents,

    /// <summary>Reply that is shorter than its fixed part or whose extensions run past its end.</summary>
    ReplyMalformed,

    /// <summary>Reply with an unknown extension of type 0-127.</summary>
    ReplyUnknownExtension,

    /// <summary>Reply for an address without a pending request.</summary>
    ReplyUnexpected,

    /// <summary>Reply that does not come from the agent asked.</summary>
    ReplyWrongSource,

    /// <summary>Reply whose Identification does not match the latest request.</summary>
    ReplyIdentification,

    /// <summary>Reply without exactly one valid Mobile-Foreign extension although the association exists.</summary>
    ReplyMobileForeign,

    /// <summary>Reply of a home agent without exactly one valid Mobile-Home extension.</summary>
    ReplyMobileHome,

    /// <summary>Reply with a code nobody assigned.</summary>
    ReplyUnknownCode,

    /// <summary>Claim of an address that belongs to another station, a server, an agent or an access point.</summary>
    ClaimRefused,

    /// <summary>Association query put off because the budget of the second was spent.</summary>
    QueryDeferred,

    /// <summary>Event that makes no sense in the present state of its client.</summary>
    EventUnexpected,
}
