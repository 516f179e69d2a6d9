using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Protocol.MobileIp;

/// <content>One method for each extension that can be sent.</content>
public ref partial struct RegistrationWriter
{
    /// <summary>Appends the name of the node (131).</summary>
    public void Append(scoped MobileNodeNaiExtension extension) => Place(ExtensionType.MobileNodeNai, extension.WriteTo(Room));

    /// <summary>Appends the name of an agent or server (136).</summary>
    public void Append(scoped NaiCarryingExtension extension) => Place(ExtensionType.NaiCarrying, extension.WriteTo(Room));

    /// <summary>Appends a challenge (132).</summary>
    public void Append(scoped MobileForeignChallengeExtension extension) => Place(ExtensionType.MobileForeignChallenge, extension.WriteTo(Room));

    /// <summary>Appends the encapsulating delivery style (130).</summary>
    public void AppendDeliveryStyle() => Place(ExtensionType.EncapsulatingDeliveryStyle, DeliveryStyleExtension.WriteTo(Room));

    /// <summary>Appends a UDP Tunnel Request (144).</summary>
    public void Append(in UdpTunnelRequestExtension extension) => Place(ExtensionType.UdpTunnelRequest, extension.WriteTo(Room));

    /// <summary>Appends a UDP Tunnel Reply (44).</summary>
    public void Append(in UdpTunnelReplyExtension extension) => Place(ExtensionType.UdpTunnelReply, extension.WriteTo(Room));

    /// <summary>Appends an FA Error (45).</summary>
    public void Append(in ForeignAgentErrorExtension extension) => Place(ExtensionType.ForeignAgentError, extension.WriteTo(Room));

    /// <summary>Appends the per-node authentication method (47).</summary>
    public void Append(in PerNodeAuthenticationExtension extension) => Place(ExtensionType.ProxyNonSkippable, extension.WriteTo(Room));

    /// <summary>Appends a GRE key (48).</summary>
    public void Append(in GreKeyExtension extension) => Place(ExtensionType.GreKey, extension.WriteTo(Room));

    /// <summary>Appends a critical vendor extension (38).</summary>
    public void Append(scoped CriticalVendorExtension extension) => Place(ExtensionType.CriticalVendor, extension.WriteTo(Room));

    /// <summary>Appends a normal vendor extension (134).</summary>
    public void Append(scoped NormalVendorExtension extension) => Place(ExtensionType.NormalVendor, extension.WriteTo(Room));

    /// <summary>Appends revocation support (137).</summary>
    public void Append(in RevocationSupportExtension extension) => Place(ExtensionType.RevocationSupport, extension.WriteTo(Room));

    /// <summary>Appends a requested or redirected home agent (139).</summary>
    public void Append(in DynamicHomeAgentExtension extension) => Place(ExtensionType.DynamicHomeAgent, extension.WriteTo(Room));

    /// <summary>Appends text for people (145).</summary>
    public void Append(scoped MessageStringExtension extension) => Place(ExtensionType.MessageString, extension.WriteTo(Room));

    /// <summary>Appends an interface identifier (147).</summary>
    public void Append(scoped InterfaceIdentifierExtension extension) => Place(ExtensionType.ProxySkippable, extension.WriteTo(Room));

    /// <summary>Appends a device identifier (147).</summary>
    public void Append(scoped DeviceIdentifierExtension extension) => Place(ExtensionType.ProxySkippable, extension.WriteTo(Room));

    /// <summary>Appends a subscriber identifier (147).</summary>
    public void Append(scoped SubscriberIdentifierExtension extension) => Place(ExtensionType.ProxySkippable, extension.WriteTo(Room));

    /// <summary>Appends an access technology (147).</summary>
    public void Append(in AccessTechnologyExtension extension) => Place(ExtensionType.ProxySkippable, extension.WriteTo(Room));
}
