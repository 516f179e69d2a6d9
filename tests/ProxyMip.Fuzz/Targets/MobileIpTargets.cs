using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Fuzz.Targets;

/// <summary>Messages and extensions of UDP 434.</summary>
internal static class MobileIpTargets
{
    private static readonly MobilityAuthenticator Authenticator = new(AuthenticationAlgorithm.HmacMd5, new([1, 2, 3, 4]));

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("registration-request", (i, o) => RegistrationRequest.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("registration-reply", (i, o) => RegistrationReply.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("revocation", (i, o) => RevocationMessage.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("revocation-acknowledgement", (i, o) => RevocationAcknowledgement.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("registration-message", Message),
        new("extension-walk", Walk),
        new("udp-tunnel-data", (i, o) => UdpTunnelData.TryParse(i, out var m, out var f) ? Outcome.Accepted(m.WriteTo(o)) : Outcome.Refused(f)),
        new("access-technology", (i, o) => AccessTechnologyExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("critical-vendor", (i, o) => CriticalVendorExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("delivery-style", (i, o) => DeliveryStyleExtension.TryParse(i, out var f) ? Outcome.Accepted(DeliveryStyleExtension.WriteTo(o)) : Outcome.Refused(f)),
        new("device-identifier", (i, o) => DeviceIdentifierExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("dynamic-home-agent", (i, o) => DynamicHomeAgentExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("foreign-agent-error", (i, o) => ForeignAgentErrorExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("gre-key", (i, o) => GreKeyExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("interface-identifier", (i, o) => InterfaceIdentifierExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("message-string", (i, o) => MessageStringExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("mobile-foreign-challenge", (i, o) => MobileForeignChallengeExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("mobile-node-nai", (i, o) => MobileNodeNaiExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("nai-carrying", (i, o) => NaiCarryingExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("normal-vendor", (i, o) => NormalVendorExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("per-node-authentication", (i, o) => PerNodeAuthenticationExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("revocation-support", (i, o) => RevocationSupportExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("subscriber-identifier", (i, o) => SubscriberIdentifierExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("udp-tunnel-reply", (i, o) => UdpTunnelReplyExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
        new("udp-tunnel-request", (i, o) => UdpTunnelRequestExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
    ];

    // What an agent does with a datagram before it knows the sender: everything here happens to octets of strangers.
    private static Outcome Message(Span<byte> input, Span<byte> output)
    {
        if (!RegistrationMessage.TryParse(input, out var message, out var fault))
            return Outcome.Refused(fault);
        var feature = ExtensionOrder.TryFollow(message, out var order, out _) ? 1 : 0;
        feature += order.IsAuthorized ? 2 : 0;
        if (message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var authentication))
            feature += Authenticator.Verify(authentication) ? 8 : 4;
        feature += message.AuthorizedPart.Length > message.FixedSize ? 16 : 0;
        input.CopyTo(output);
        return Outcome.Accepted(input.Length, feature);
    }

    private static Outcome Walk(Span<byte> input, Span<byte> output)
    {
        var walk = new ExtensionReader(input, 0);
        var feature = 0;
        while (walk.MoveNext())
        {
            var extension = walk.Current;
            feature = (feature * 31) + (int)extension.Type;
            if (AuthenticationExtension.TryRead(extension, out var authentication) && authentication.Covered.Length > input.Length)
                throw new InvalidOperationException("An authenticator covers octets behind the datagram.");
        }
        return walk.Succeeded(out var fault) ? Outcome.Accepted(0, feature) : Outcome.Refused(fault);
    }
}
