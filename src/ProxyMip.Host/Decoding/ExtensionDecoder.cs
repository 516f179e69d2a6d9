using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>One extension of a registration message, with its name, its place and what it says.</summary>
internal static class ExtensionDecoder
{
    public static DecodedLayer Decode(in Extension extension, ReadOnlySpan<byte> challenge, DecodeKeys keys)
    {
        var layer = new DecodedLayer($"{NameOf(extension)} ({(byte)extension.Type})").With("Offset", extension.Offset, $"{extension.Octets.Length} octets");
        if (AuthenticationExtension.TryRead(extension, out var authentication))
            return AuthenticationDecoder.Describe(layer, authentication, challenge, keys);
        if (extension.Format is ExtensionFormat.LongFormat or ExtensionFormat.ShortFormat)
            layer.With("Subtype", extension.Subtype);
        return extension.Type switch
        {
            ExtensionType.Padding or ExtensionType.EncapsulatingDeliveryStyle => layer,
            ExtensionType.MobileNodeNai => layer.With("NAI", Wording.Text(extension.Data)),
            ExtensionType.NaiCarrying => layer.With("NAI", Wording.Text(extension.Data)),
            ExtensionType.MobileForeignChallenge => layer.With("Challenge", Wording.Octets(extension.Data)),
            ExtensionType.MessageString => layer.With("Text", Wording.Text(extension.Data), extension.Subtype == 1 ? "from the home agent" : "from the foreign agent"),
            ExtensionType.ForeignAgentError => ForeignAgentError(layer, extension),
            ExtensionType.GreKey => GreKey(layer, extension),
            ExtensionType.CriticalVendor or ExtensionType.CriticalVendorEarly => CriticalVendor(layer, extension),
            ExtensionType.NormalVendor or ExtensionType.NormalVendorEarly => NormalVendor(layer, extension),
            ExtensionType.UdpTunnelRequest => UdpTunnelRequest(layer, extension),
            ExtensionType.UdpTunnelReply => UdpTunnelReply(layer, extension),
            ExtensionType.RevocationSupport => RevocationSupport(layer, extension),
            ExtensionType.ProxySkippable => ProxySkippable(layer, extension),
            ExtensionType.ProxyNonSkippable => PerNode(layer, extension),
            ExtensionType.DynamicHomeAgent => DynamicHomeAgent(layer, extension),
            _ => layer.With("Data", Wording.Octets(extension.Data), extension.IsKnown ? null : "unknown, skipped"),
        };
    }

    private static string NameOf(in Extension extension) => extension.Type switch
    {
        ExtensionType.Padding => "One-byte Padding",
        ExtensionType.MobileHomeAuthentication => "Mobile-Home Authentication Extension",
        ExtensionType.MobileForeignAuthentication => "Mobile-Foreign Authentication Extension",
        ExtensionType.ForeignHomeAuthentication => "Foreign-Home Authentication Extension",
        ExtensionType.GeneralizedAuthentication => extension.IsMobileAaa ? "Mobile-AAA Authentication Extension" : "Generalized Authentication Extension",
        ExtensionType.CriticalVendor or ExtensionType.CriticalVendorEarly => "Critical Vendor/Organization Specific Extension",
        ExtensionType.NormalVendor or ExtensionType.NormalVendorEarly => "Normal Vendor/Organization Specific Extension",
        ExtensionType.UdpTunnelRequest => "UDP Tunnel Request Extension",
        ExtensionType.UdpTunnelReply => "UDP Tunnel Reply Extension",
        ExtensionType.ForeignAgentError => "FA Error Extension",
        ExtensionType.ProxyNonSkippable => "PMIPv4 Non-skippable Extension",
        ExtensionType.ProxySkippable => "PMIPv4 Skippable Extension",
        ExtensionType.GreKey => "GRE Key Extension",
        ExtensionType.FirewallTraversal => "SKIP Firewall Traversal Extension",
        ExtensionType.EncapsulatingDeliveryStyle => "Encapsulating Delivery Style Extension",
        ExtensionType.MobileNodeNai => "Mobile Node NAI Extension",
        ExtensionType.MobileForeignChallenge => "Mobile-Foreign Challenge Extension",
        ExtensionType.NaiCarrying => "NAI Carrying Extension",
        ExtensionType.RevocationSupport => "Revocation Support Extension",
        ExtensionType.LinkLayerAddress => "Link-layer Address Extension",
        ExtensionType.DynamicHomeAgent => "Dynamic Home Agent Extension",
        ExtensionType.HierarchicalForeignAgent => "Hierarchical Foreign Agent Extension",
        ExtensionType.ReplayProtectionStyle => "Replay Protection Style Extension",
        ExtensionType.RegionalLifetime => "Regional Registration Lifetime Extension",
        ExtensionType.MessageString => "Message String Extension",
        ExtensionType.MobileNetwork => "Mobile Network Extension",
        ExtensionType.ServiceSelection => "Service Selection Extension",
        _ => "Unknown Extension",
    };

    private static DecodedLayer ForeignAgentError(DecodedLayer layer, in Extension extension) =>
        ForeignAgentErrorExtension.TryParse(extension.Octets, out var error, out var fault)
            ? layer.With("Status", (byte)error.Status, error.Status.Describe())
            : Unread(layer, extension, fault);

    private static DecodedLayer GreKey(DecodedLayer layer, in Extension extension) =>
        GreKeyExtension.TryParse(extension.Octets, out var key, out var fault)
            ? layer.With("Key Identifier", Wording.Hex(key.Key, 8), key.Key == 0 ? "the home agent chooses" : null)
            : Unread(layer, extension, fault);

    private static DecodedLayer CriticalVendor(DecodedLayer layer, in Extension extension) =>
        CriticalVendorExtension.TryParse(extension.Octets, out var vendor, out var fault)
            ? layer.With("Vendor/Org-ID", vendor.VendorId).With("Vendor-CVSE-Type", vendor.VendorType).With("Value", Wording.Octets(vendor.Value))
            : Unread(layer, extension, fault);

    private static DecodedLayer NormalVendor(DecodedLayer layer, in Extension extension) =>
        NormalVendorExtension.TryParse(extension.Octets, out var vendor, out var fault)
            ? layer.With("Vendor/Org-ID", vendor.VendorId).With("Vendor-NVSE-Type", vendor.VendorType).With("Value", Wording.Octets(vendor.Value))
            : Unread(layer, extension, fault);

    private static DecodedLayer UdpTunnelRequest(DecodedLayer layer, in Extension extension)
    {
        if (!UdpTunnelRequestExtension.TryParse(extension.Octets, out var request, out var fault))
            return Unread(layer, extension, fault);
        var flags = Wording.Flags((byte)request.Bits,
            [((byte)UdpTunnelBits.Force, "F", "force UDP tunnelling"), ((byte)UdpTunnelBits.RegistrationRequired, "R", "registration required")]);
        return layer.With("Flags", flags.Letters, flags.Meaning).With("Encapsulation", (byte)request.Encapsulation, request.Encapsulation switch
        {
            TunnelEncapsulation.AsRequestBits => "as the M and G bits say",
            TunnelEncapsulation.IpInIp => "IP in IP",
            TunnelEncapsulation.Gre => "GRE",
            TunnelEncapsulation.MinimalEncapsulation => "minimal encapsulation",
            _ => null,
        });
    }

    private static DecodedLayer UdpTunnelReply(DecodedLayer layer, in Extension extension) =>
        UdpTunnelReplyExtension.TryParse(extension.Octets, out var reply, out var fault)
            ? layer.With("Reply Code", reply.ReplyCode, reply.IsGranted ? "granted" : "refused")
                .With("Flags", reply.IsForced ? "F" : "none", reply.IsForced ? "UDP tunnelling is forced" : null)
                .With("Keepalive Interval", reply.KeepaliveInterval, "seconds")
            : Unread(layer, extension, fault);

    private static DecodedLayer RevocationSupport(DecodedLayer layer, in Extension extension) =>
        RevocationSupportExtension.TryParse(extension.Octets, out var support, out var fault)
            ? layer.With("Flags", support.InformsMobileNode ? "I" : "none").With("Timestamp", Wording.Hex(support.Timestamp, 8))
            : Unread(layer, extension, fault);

    private static DecodedLayer ProxySkippable(DecodedLayer layer, in Extension extension)
    {
        WireFault fault;
        switch ((ProxySkippableSubtype)extension.Subtype)
        {
            case ProxySkippableSubtype.InterfaceIdentifier:
                return layer.With("Interface Identifier", Wording.Octets(extension.Data));
            case ProxySkippableSubtype.DeviceIdentifier when DeviceIdentifierExtension.TryParse(extension.Octets, out var device, out fault):
                var isMac = device.IdentifierType == DeviceIdentifierType.Ethernet && device.Identifier.Length == MacAddress.Size;
                return layer.With("ID-Type", (byte)device.IdentifierType, device.IdentifierType.ToString())
                    .With("Device Identifier", isMac ? MacAddress.Read(device.Identifier).ToString() : Wording.Octets(device.Identifier));
            case ProxySkippableSubtype.SubscriberIdentifier when SubscriberIdentifierExtension.TryParse(extension.Octets, out var subscriber, out fault):
                return layer.With("ID-Type", (byte)subscriber.IdentifierType, subscriber.IdentifierType.ToString())
                    .With("Subscriber Identifier", Wording.Octets(subscriber.Identifier));
            case ProxySkippableSubtype.AccessTechnology when AccessTechnologyExtension.TryParse(extension.Octets, out var access, out fault):
                return layer.With("Access Technology Type", (byte)access.Technology, access.Technology switch
                {
                    AccessTechnology.Ethernet => "802.3",
                    AccessTechnology.WirelessLan => "802.11",
                    AccessTechnology.MobileWiMax => "802.16e",
                    AccessTechnology.AdvancedWiMax => "802.16m",
                    AccessTechnology.Lte => "LTE",
                    AccessTechnology.Utran => "UTRAN/GERAN",
                    AccessTechnology.Cdma2000 => "1xRTT/HRPD",
                    AccessTechnology.Umb => "UMB",
                    _ => null,
                });
            default:
                return layer.With("Data", Wording.Octets(extension.Data));
        }
    }

    private static DecodedLayer PerNode(DecodedLayer layer, in Extension extension) =>
        PerNodeAuthenticationExtension.TryParse(extension.Octets, out var perNode, out var fault)
            ? layer.With("Authentication Method", (byte)perNode.Method,
                perNode.Method == PerNodeAuthenticationMethod.ForeignHomeAuthentication ? "Foreign-Home authentication" : perNode.Method.ToString())
            : Unread(layer, extension, fault);

    private static DecodedLayer DynamicHomeAgent(DecodedLayer layer, in Extension extension) =>
        DynamicHomeAgentExtension.TryParse(extension.Octets, out var dynamic, out var fault)
            ? layer.With(dynamic.Subtype == DynamicHomeAgentSubtype.Requested ? "Requested Home Agent" : "Redirected Home Agent", dynamic.HomeAgent.ToString())
            : Unread(layer, extension, fault);

    private static DecodedLayer Unread(DecodedLayer layer, in Extension extension, WireFault fault) =>
        layer.With("Data", Wording.Octets(extension.Data)).Broken(Wording.Fault(fault));
}
