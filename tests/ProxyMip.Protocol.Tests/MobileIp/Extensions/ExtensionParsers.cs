using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

/// <summary>The parser of every extension, for tests that try octets on all of them.</summary>
internal static class ExtensionParsers
{
    public static IReadOnlyList<OctetParser> All { get; } =
    [
        DeliveryStyleExtension.TryParse,
        static (ReadOnlySpan<byte> octets, out WireFault fault) => MobileNodeNaiExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => NaiCarryingExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => MobileForeignChallengeExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => UdpTunnelRequestExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => UdpTunnelReplyExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => ForeignAgentErrorExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => PerNodeAuthenticationExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => InterfaceIdentifierExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => DeviceIdentifierExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => SubscriberIdentifierExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => AccessTechnologyExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => GreKeyExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => CriticalVendorExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => NormalVendorExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => RevocationSupportExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => DynamicHomeAgentExtension.TryParse(octets, out _, out fault),
        static (ReadOnlySpan<byte> octets, out WireFault fault) => MessageStringExtension.TryParse(octets, out _, out fault),
    ];
}
