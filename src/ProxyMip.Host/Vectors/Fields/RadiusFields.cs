using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.Radius;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>A RADIUS packet under the member names of vectors.</summary>
internal static class RadiusFields
{
    public static FrozenSet<string> Known { get; } = new[]
    {
        "code", "identifier", "length", "authenticator_hex", "attributes", "type", "hex", "text", "address", "integer", "vendor", "vendor_type", "vendor_length",
        "user_password_clear", "security_associations", "spi", "inbound_spi", "outbound_spi", "key_hex", "algorithm", "replay", "tolerance", "number",
    }.ToFrozenSet();

    public static JsonObject Of(in RadiusPacket packet, byte[]? requestAuthenticator, RadiusSecret? secret)
    {
        var attributes = new JsonArray();
        foreach (var attribute in packet.Attributes)
            attributes.Add(Attribute(attribute));
        var fields = new JsonObject
        {
            ["code"] = (int)packet.Code,
            ["identifier"] = (int)packet.Identifier,
            ["length"] = packet.Octets.Length,
            ["authenticator_hex"] = Convert.ToHexStringLower(packet.Authenticator),
            ["attributes"] = attributes,
        };
        if (secret is null)
            return fields;
        if (packet.TryGet(RadiusAttributeType.UserPassword, out var hidden))
            fields["user_password_clear"] = Password(hidden, packet, secret);
        if (packet.Code == RadiusCode.AccessAccept)
            fields["security_associations"] = Associations(packet, requestAuthenticator, secret);
        return fields;
    }

    public static JsonArray Associations(IEnumerable<StoredSecurityAssociation> associations) => [.. associations.Select(Association)];

    private static JsonObject Attribute(RadiusAttribute attribute)
    {
        var fields = new JsonObject
        {
            ["type"] = (int)attribute.Type,
            ["length"] = attribute.Length,
            ["hex"] = Convert.ToHexStringLower(attribute.Value),
            ["text"] = Text(attribute.Value),
        };
        if (attribute.TryReadAddress(out var address))
        {
            fields["address"] = address.ToString();
            fields["integer"] = (long)address.Value;
        }
        if (!VendorSpecific.TryParse(attribute, out var vendor))
            return fields;
        fields["vendor"] = (long)vendor.Vendor;
        foreach (var inner in vendor.Attributes)
        {
            fields["vendor_type"] = (int)inner.Type;
            fields["vendor_length"] = (int)inner.Length;
            fields["text"] = Text(inner.Value);
            fields["hex"] = Convert.ToHexStringLower(inner.Value);
            if (inner.TryReadInteger(out var value))
                fields["integer"] = (long)value;
            break;
        }
        return fields;
    }

    private static string? Password(RadiusAttribute hidden, in RadiusPacket packet, RadiusSecret secret)
    {
        Span<byte> clear = stackalloc byte[UserPassword.MaxSize];
        return UserPassword.TryReveal(hidden.Value, secret, packet.Authenticator, clear, out var length) ? Text(clear[..length]) : null;
    }

    private static JsonArray Associations(in RadiusPacket packet, byte[]? requestAuthenticator, RadiusSecret secret)
    {
        var associations = new List<StoredSecurityAssociation>();
        RadiusSecurityAssociations.Read(packet, requestAuthenticator ?? new byte[RadiusPacket.AuthenticatorSize], secret, associations, []);
        return Associations(associations);
    }

    private static JsonObject Association(StoredSecurityAssociation association)
    {
        var fields = new JsonObject
        {
            ["spi"] = Wording.Hex(association.InboundSpi.Value, 8),
            ["inbound_spi"] = Wording.Hex(association.InboundSpi.Value, 8),
            ["outbound_spi"] = Wording.Hex(association.OutboundSpi.Value, 8),
            ["key_hex"] = Convert.ToHexStringLower(association.Key.Octets),
            ["algorithm"] = association.Algorithm is { } algorithm ? AlgorithmNames.Of(algorithm) : "default",
            ["replay"] = "timestamp",
        };
        if (association.Tolerance is { } tolerance)
            fields["tolerance"] = (int)tolerance.TotalSeconds;
        if (association.Number is { } number)
            fields["number"] = number;
        return fields;
    }

    private static string Text(ReadOnlySpan<byte> octets) => System.Text.Encoding.UTF8.GetString(octets);
}
