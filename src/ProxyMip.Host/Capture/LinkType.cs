using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Capture;

/// <summary>The link types of capture files that we read.</summary>
internal static class LinkType
{
    public const string Known = "Ethernet (1), raw IP (101 and 228) and Linux cooked (113 and 276)";

    public static DecodeLayer LayerOf(uint linkType) => linkType switch
    {
        1 => DecodeLayer.Ethernet,
        12 or 14 or 101 or 228 => DecodeLayer.Ipv4, // 12 and 14: what raw IP is called inside some systems
        113 => DecodeLayer.Cooked1,
        276 => DecodeLayer.Cooked2,
        _ => DecodeLayer.Unknown,
    };
}
