namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Which types this library interprets, and the layout of each.</summary>
public static class ExtensionCatalogue
{
    private const ExtensionType FirstSkippable = (ExtensionType)128;

    /// <summary>Whether a receiver that does not know the type passes over it: types from 128 on (RFC 5944 §1.8).</summary>
    public static bool IsSkippable(this ExtensionType type) => type >= FirstSkippable;

    /// <summary>Whether this library interprets the type.</summary>
    public static bool IsKnown(this ExtensionType type) => type switch
    {
        ExtensionType.Padding
            or ExtensionType.MobileHomeAuthentication or ExtensionType.MobileForeignAuthentication or ExtensionType.ForeignHomeAuthentication
            or ExtensionType.GeneralizedAuthentication
            or ExtensionType.CriticalVendorEarly or ExtensionType.CriticalVendor or ExtensionType.NormalVendorEarly or ExtensionType.NormalVendor
            or ExtensionType.UdpTunnelReply or ExtensionType.UdpTunnelRequest
            or ExtensionType.ForeignAgentError
            or ExtensionType.ProxyNonSkippable or ExtensionType.ProxySkippable
            or ExtensionType.GreKey
            or ExtensionType.EncapsulatingDeliveryStyle
            or ExtensionType.MobileNodeNai or ExtensionType.NaiCarrying
            or ExtensionType.MobileForeignChallenge
            or ExtensionType.RevocationSupport
            or ExtensionType.DynamicHomeAgent
            or ExtensionType.MessageString => true,
        _ => false,
    };

    /// <summary>Whether the type is one of the authentication extensions 32, 33, 34 and 36.</summary>
    public static bool IsAuthentication(this ExtensionType type) => type
        is ExtensionType.MobileHomeAuthentication
        or ExtensionType.MobileForeignAuthentication
        or ExtensionType.ForeignHomeAuthentication
        or ExtensionType.GeneralizedAuthentication;

    // Extension 139 comes in two layouts: RFC 4433 prints the long one, which breaks the rule for types above 127, and others send the short one.
    // Only the long one has a subtype of 1 or 2 followed by a 16-bit length of 4.
    internal static ExtensionFormat FormatOf(ExtensionType type, ReadOnlySpan<byte> behindType) => type switch
    {
        ExtensionType.Padding => ExtensionFormat.Padding,
        ExtensionType.GeneralizedAuthentication or ExtensionType.CriticalVendorEarly or ExtensionType.CriticalVendor
            or ExtensionType.ProxyNonSkippable or ExtensionType.GreKey => ExtensionFormat.LongFormat,
        ExtensionType.DynamicHomeAgent when behindType is [1 or 2, 0, 4, ..] => ExtensionFormat.LongFormat,
        ExtensionType.UdpTunnelReply or ExtensionType.UdpTunnelRequest or ExtensionType.ForeignAgentError or ExtensionType.NaiCarrying
            or ExtensionType.DynamicHomeAgent or ExtensionType.MessageString or ExtensionType.ProxySkippable => ExtensionFormat.ShortFormat,
        _ => ExtensionFormat.Simple,
    };
}
