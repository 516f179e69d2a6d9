using System.Buffers;
using System.Security.Cryptography;
using ProxyMip.Protocol.Radius;

namespace ProxyMip.Host.Decoding;

/// <summary>RADIUS packets; with the secret the authenticators are verified and passwords revealed.</summary>
internal static class RadiusDecoder
{
    private static readonly byte[] s_zeros = new byte[RadiusPacket.AuthenticatorSize];

    public static DecodedLayer Decode(ReadOnlySpan<byte> datagram, Flow flow, DecodeSession session)
    {
        var layer = new DecodedLayer("RADIUS");
        if (!RadiusPacket.TryParse(datagram, out var packet, out var fault))
            return layer.With("Octets", Wording.Octets(datagram)).Broken(Wording.Fault(fault));
        var isRequest = packet.Code is RadiusCode.AccessRequest or RadiusCode.AccountingRequest or RadiusCode.StatusServer;
        var request = RequestAuthenticator(packet, isRequest, flow, session);
        layer.With("Code", (byte)packet.Code, RadiusNames.Of(packet.Code))
            .With("Identifier", packet.Identifier)
            .With("Length", packet.Octets.Length, datagram.Length > packet.Octets.Length ? $"{datagram.Length - packet.Octets.Length} octets of padding behind it" : null)
            .With(isRequest ? "Request Authenticator" : "Response Authenticator", Wording.Octets(packet.Authenticator), StateOfAuthenticator(packet, isRequest, request, session.Keys));
        foreach (var attribute in packet.Attributes)
            layer.Carrying(Attribute(packet, attribute, request, session.Keys));
        return layer;
    }

    private static byte[]? RequestAuthenticator(in RadiusPacket packet, bool isRequest, Flow flow, DecodeSession session)
    {
        if (!isRequest)
            return session.RequestAuthenticator(flow.Destination, flow.DestinationPort, packet.Identifier);
        session.RememberRequest(flow.Source, flow.SourcePort, packet.Identifier, packet.Authenticator);
        return packet.Code == RadiusCode.AccountingRequest ? s_zeros : packet.Authenticator.ToArray();
    }

    private static string? StateOfAuthenticator(in RadiusPacket packet, bool isRequest, byte[]? request, DecodeKeys keys)
    {
        if (isRequest && packet.Code != RadiusCode.AccountingRequest)
            return "random";
        if (keys.Radius is null)
            return "not verified: no secret given";
        if (request is null)
            return "not verified: the request is not known";
        Span<byte> expected = stackalloc byte[RadiusPacket.AuthenticatorSize];
        keys.Radius.ComputeAuthenticator(packet.Octets, request, expected);
        return CryptographicOperations.FixedTimeEquals(expected, packet.Authenticator) ? "right" : "wrong";
    }

    private static DecodedLayer Attribute(in RadiusPacket packet, RadiusAttribute attribute, byte[]? request, DecodeKeys keys)
    {
        var layer = new DecodedLayer($"{RadiusNames.Of(attribute.Type)} ({(byte)attribute.Type})").With("Length", attribute.Length);
        if (attribute.Type == RadiusAttributeType.VendorSpecific)
            return Vendor(layer, attribute);
        if (attribute.Type == RadiusAttributeType.MessageAuthenticator)
            return layer.With("Value", Wording.Octets(attribute.Value), StateOfMessage(packet, request, keys));
        if (attribute.Type == RadiusAttributeType.UserPassword)
            return layer.With("Value", Wording.Octets(attribute.Value), Password(attribute, packet, keys));
        return RadiusNames.KindOf(attribute.Type) switch
        {
            RadiusValueKind.Text => layer.With("Value", Wording.Text(attribute.Value)),
            RadiusValueKind.Address when attribute.TryReadAddress(out var address) => layer.With("Value", address.ToString()),
            RadiusValueKind.Integer when attribute.TryReadInteger(out var value) => layer.With("Value", value, RadiusNames.Of(attribute.Type, value)),
            _ => layer.With("Value", Wording.Octets(attribute.Value)),
        };
    }

    private static string StateOfMessage(in RadiusPacket packet, byte[]? request, DecodeKeys keys)
    {
        if (keys.Radius is null)
            return "not verified: no secret given";
        if (request is null)
            return "not verified: the request is not known";
        return MessageAuthenticator.Check(packet, request, keys.Radius) == MessageAuthenticatorState.Valid ? "right" : "wrong";
    }

    private static string? Password(RadiusAttribute attribute, in RadiusPacket packet, DecodeKeys keys)
    {
        var clear = ArrayPool<byte>.Shared.Rent(UserPassword.MaxSize);
        try
        {
            return keys.Radius is not null && UserPassword.TryReveal(attribute.Value, keys.Radius, packet.Authenticator, clear, out var length)
                ? $"\"{Wording.Text(clear.AsSpan(0, length))}\" in the clear"
                : "hidden";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(clear, clearArray: true);
        }
    }

    private static DecodedLayer Vendor(DecodedLayer layer, RadiusAttribute attribute)
    {
        if (!VendorSpecific.TryParse(attribute, out var vendor))
            return layer.With("Value", Wording.Octets(attribute.Value)).Broken("no vendor number");
        layer.With("Vendor-Id", (uint)vendor.Vendor, RadiusNames.Of(vendor.Vendor));
        var walk = vendor.Attributes;
        while (walk.MoveNext())
        {
            var isPair = vendor.Vendor == RadiusVendor.Cisco && walk.Current.Type == CiscoAttributePair.VendorType;
            var inner = new DecodedLayer(isPair ? "Cisco-AVPair (1)" : $"Vendor Attribute ({walk.Current.Type})").With("Vendor length", walk.Current.Length);
            layer.Carrying(isPair ? Pair(inner, walk.Current.Value) : inner.With("Value", Wording.Octets(walk.Current.Value)));
        }
        return walk.Succeeded(out _) ? layer : layer.With("Octets", Wording.Octets(vendor.Octets), "not in the recommended form");
    }

    private static DecodedLayer Pair(DecodedLayer layer, ReadOnlySpan<byte> text)
    {
        if (CiscoSecurityAssociation.TryParse(text, out var association, out var fault))
            return AssociationFields(layer.With("Value", Wording.Text(text)), association!);
        layer.With("Value", Wording.Text(text));
        return fault == SecurityAssociationFault.OtherAttribute ? layer : layer.With("Security Association", "unusable", RadiusNames.Of(fault));
    }

    internal static DecodedLayer AssociationFields(DecodedLayer layer, StoredSecurityAssociation association)
    {
        layer.With("SPI", association.InboundSpi.ToString(), association.InboundSpi == association.OutboundSpi ? null : $"inbound; outbound {association.OutboundSpi}")
            .With("Key", $"{association.Key.Octets.Length} octets", association.KeyIsText ? "in text: not portable" : null)
            .With("Algorithm", association.Algorithm?.ToString() ?? "the default");
        return association.Tolerance is { } tolerance ? layer.With("Tolerance", (long)tolerance.TotalSeconds, "seconds") : layer;
    }
}
