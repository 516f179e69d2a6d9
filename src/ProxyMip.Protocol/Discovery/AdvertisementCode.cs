namespace ProxyMip.Protocol.Discovery;

/// <summary>The ICMP code of a Router Advertisement, RFC 5944 §2.1.</summary>
public enum AdvertisementCode : byte
{
    /// <summary>The sender routes ordinary traffic too.</summary>
    RoutesCommonTraffic = 0,

    /// <summary>The sender routes no ordinary traffic; as a foreign agent it still forwards for its visitors.</summary>
    MobilityOnly = 16,
}
