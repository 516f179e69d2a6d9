namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Which types this library interprets, and the layout of each.</summary>
public static class ExtensionCatalogue
{
    private const ExtensionType FirstSkippable = (ExtensionType)128;

    private static readonly ExtensionTraits[] s_traits = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(type => Describe((ExtensionType)type))];

    /// <summary>Whether a receiver that does not know the type passes over it: types from 128 on (RFC 5944 §1.8).</summary>
    public static bool IsSkippable(this ExtensionType type) => type >= FirstSkippable;

    /// <summary>Whether this library interprets the type.</summary>
    public static bool IsKnown(this ExtensionType type) => (TraitsOf(type) & ExtensionTraits.Known) != 0;

    /// <summary>Whether the type is one of the authentication extensions 32, 33, 34 and 36.</summary>
    public static bool IsAuthentication(this ExtensionType type) => (TraitsOf(type) & ExtensionTraits.Authentication) != 0;

    internal static ExtensionTraits TraitsOf(ExtensionType type) => s_traits[(byte)type];

    // Extension 139 comes in two layouts: RFC 4433 prints the long one, which breaks the rule for types above 127, and others send the short one.
    // Only the long one has a subtype of 1 or 2 followed by a 16-bit length of 4.
    internal static bool IsLongDynamicHomeAgent(ReadOnlySpan<byte> behindType) => behindType is [1 or 2, 0, 4, ..];

    private static ExtensionTraits Describe(ExtensionType type) => type switch
    {
        ExtensionType.MobileHomeAuthentication or ExtensionType.MobileForeignAuthentication or ExtensionType.ForeignHomeAuthentication =>
            ExtensionTraits.Known | ExtensionTraits.Authentication,
        ExtensionType.GeneralizedAuthentication => ExtensionTraits.Known | ExtensionTraits.LongFormat | ExtensionTraits.Authentication,
        ExtensionType.CriticalVendorEarly or ExtensionType.CriticalVendor or ExtensionType.ProxyNonSkippable or ExtensionType.GreKey =>
            ExtensionTraits.Known | ExtensionTraits.LongFormat,
        ExtensionType.UdpTunnelReply or ExtensionType.UdpTunnelRequest or ExtensionType.ForeignAgentError or ExtensionType.NaiCarrying
            or ExtensionType.DynamicHomeAgent or ExtensionType.MessageString or ExtensionType.ProxySkippable =>
            ExtensionTraits.Known | ExtensionTraits.ShortFormat,
        ExtensionType.Padding or ExtensionType.EncapsulatingDeliveryStyle or ExtensionType.MobileNodeNai or ExtensionType.MobileForeignChallenge
            or ExtensionType.NormalVendorEarly or ExtensionType.NormalVendor or ExtensionType.RevocationSupport => ExtensionTraits.Known,
        _ => ExtensionTraits.Unknown,
    };
}
