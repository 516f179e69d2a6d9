using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Writes one extension again from what its own type read of it.</summary>
internal static class ExtensionWriter
{
    /// <summary>Octets written; an extension without a type of its own is copied.</summary>
    public static int WriteAgain(in Extension extension, Span<byte> destination)
    {
        var octets = extension.Octets;
        switch (extension.Type)
        {
            case ExtensionType.EncapsulatingDeliveryStyle when DeliveryStyleExtension.TryParse(octets, out _):
                return DeliveryStyleExtension.WriteTo(destination);
            case ExtensionType.MobileNodeNai when MobileNodeNaiExtension.TryParse(octets, out var nai, out _):
                return nai.WriteTo(destination);
            case ExtensionType.NaiCarrying when NaiCarryingExtension.TryParse(octets, out var carried, out _):
                return carried.WriteTo(destination);
            case ExtensionType.MobileForeignChallenge when MobileForeignChallengeExtension.TryParse(octets, out var challenge, out _):
                return challenge.WriteTo(destination);
            case ExtensionType.UdpTunnelRequest when UdpTunnelRequestExtension.TryParse(octets, out var request, out _):
                return request.WriteTo(destination);
            case ExtensionType.UdpTunnelReply when UdpTunnelReplyExtension.TryParse(octets, out var reply, out _):
                return reply.WriteTo(destination);
            case ExtensionType.ForeignAgentError when ForeignAgentErrorExtension.TryParse(octets, out var error, out _):
                return error.WriteTo(destination);
            case ExtensionType.ProxyNonSkippable when PerNodeAuthenticationExtension.TryParse(octets, out var perNode, out _):
                return perNode.WriteTo(destination);
            case ExtensionType.GreKey when GreKeyExtension.TryParse(octets, out var key, out _):
                return key.WriteTo(destination);
            case ExtensionType.CriticalVendor or ExtensionType.CriticalVendorEarly when CriticalVendorExtension.TryParse(octets, out var critical, out _):
                return critical.WriteTo(destination);
            case ExtensionType.NormalVendor or ExtensionType.NormalVendorEarly when NormalVendorExtension.TryParse(octets, out var normal, out _):
                return normal.WriteTo(destination);
            case ExtensionType.RevocationSupport when RevocationSupportExtension.TryParse(octets, out var support, out _):
                return support.WriteTo(destination);
            case ExtensionType.DynamicHomeAgent when extension.Format == ExtensionFormat.ShortFormat && DynamicHomeAgentExtension.TryParse(octets, out var dynamic, out _):
                return dynamic.WriteTo(destination);
            case ExtensionType.MessageString when MessageStringExtension.TryParse(octets, out var message, out _):
                return message.WriteTo(destination);
            case ExtensionType.ProxySkippable:
                return ProxySkippable(extension, destination);
            default:
                octets.CopyTo(destination);
                return octets.Length;
        }
    }

    private static int ProxySkippable(in Extension extension, Span<byte> destination)
    {
        var octets = extension.Octets;
        switch ((ProxySkippableSubtype)extension.Subtype)
        {
            case ProxySkippableSubtype.InterfaceIdentifier when InterfaceIdentifierExtension.TryParse(octets, out var identifier, out _):
                return identifier.WriteTo(destination);
            case ProxySkippableSubtype.DeviceIdentifier when DeviceIdentifierExtension.TryParse(octets, out var device, out _):
                return device.WriteTo(destination);
            case ProxySkippableSubtype.SubscriberIdentifier when SubscriberIdentifierExtension.TryParse(octets, out var subscriber, out _):
                return subscriber.WriteTo(destination);
            case ProxySkippableSubtype.AccessTechnology when AccessTechnologyExtension.TryParse(octets, out var access, out _):
                return access.WriteTo(destination);
            default:
                octets.CopyTo(destination);
                return octets.Length;
        }
    }
}
