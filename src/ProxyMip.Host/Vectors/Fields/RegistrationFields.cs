using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;
using ProxyMip.Host.Vectors.Layers;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>Messages of UDP port 434 under the member names of vectors.</summary>
internal static class RegistrationFields
{
    private static readonly (byte Mask, string Letter)[] s_flags =
    [
        (0x80, "S"), (0x40, "B"), (0x20, "D"), (0x10, "M"), (0x08, "G"), (0x04, "r"), (0x02, "T"), (0x01, "x"),
    ];

    public static FrozenSet<string> Known { get; } = new[]
    {
        "ip_source", "ip_destination", "ttl", "udp_source_port", "udp_destination_port", "udp_checksum", "type", "code", "flags", "lifetime", "home_address", "home_agent",
        "care_of_address", "identification_hex", "extensions", "subtype", "length", "offset", "spi", "authenticator_hex", "nai", "data_hex", "a", "i",
        "home_domain_address", "foreign_domain_address", "revocation_identifier", "next_header", "inner",
    }.Union(Ipv4Fields.Known).ToFrozenSet();

    /// <summary>The members of a whole message; empty when its fixed part cannot be read.</summary>
    public static JsonObject Of(ReadOnlySpan<byte> octets, Envelope? envelope)
    {
        var fields = new JsonObject();
        if (envelope is { } sent)
        {
            (fields["ip_source"], fields["ip_destination"], fields["ttl"]) = (sent.Ip.Source.ToString(), sent.Ip.Destination.ToString(), (int)sent.Ip.TimeToLive);
            (fields["udp_source_port"], fields["udp_destination_port"]) = ((int)sent.Udp.SourcePort, (int)sent.Udp.DestinationPort);
            fields["udp_checksum"] = Wording.Hex(sent.Udp.Checksum);
        }
        if (octets.IsEmpty)
            return fields;
        fields["type"] = (int)octets[0];
        var fixedSize = AddFixedPart(fields, octets);
        if (fixedSize > 0)
            fields["extensions"] = Extensions(octets, fixedSize);
        return fields;
    }

    private static int AddFixedPart(JsonObject fields, ReadOnlySpan<byte> octets)
    {
        if (RegistrationRequest.TryParse(octets, out var request, out _))
        {
            fields["flags"] = Flags(octets);
            (fields["lifetime"], fields["home_address"]) = ((int)request.Lifetime.Seconds, request.HomeAddress.ToString());
            (fields["home_agent"], fields["care_of_address"]) = (request.HomeAgent.ToString(), request.CareOfAddress.ToString());
            fields["identification_hex"] = Hex(request.Identification);
            return RegistrationRequest.FixedSize;
        }
        if (RegistrationReply.TryParse(octets, out var reply, out _))
        {
            (fields["code"], fields["lifetime"]) = ((int)reply.Code, (int)reply.Lifetime.Seconds);
            (fields["home_address"], fields["home_agent"]) = (reply.HomeAddress.ToString(), reply.HomeAgent.ToString());
            fields["identification_hex"] = Hex(reply.Identification);
            return RegistrationReply.FixedSize;
        }
        if (RevocationMessage.TryParse(octets, out var revocation, out _))
        {
            fields["a"] = revocation.Bits.HasFlag(RevocationBits.SenderIsHomeAgent);
            fields["i"] = revocation.Bits.HasFlag(RevocationBits.InformMobileNode);
            (fields["home_address"], fields["home_domain_address"]) = (revocation.HomeAddress.ToString(), revocation.HomeDomainAddress.ToString());
            fields["foreign_domain_address"] = revocation.ForeignDomainAddress.ToString();
            fields["revocation_identifier"] = Wording.Hex(revocation.RevocationIdentifier, 8);
            return RevocationMessage.FixedSize;
        }
        if (RevocationAcknowledgement.TryParse(octets, out var acknowledgement, out _))
        {
            (fields["i"], fields["home_address"]) = (acknowledgement.MobileNodeInformed, acknowledgement.HomeAddress.ToString());
            fields["revocation_identifier"] = Wording.Hex(acknowledgement.RevocationIdentifier, 8);
            return RevocationAcknowledgement.FixedSize;
        }
        if (UdpTunnelData.TryParse(octets, out var tunnelled, out _))
        {
            fields["next_header"] = (int)tunnelled.NextHeader;
            fields["inner"] = Ipv4Fields.Header(octets[UdpTunnelData.FixedSize..]);
        }
        return 0;
    }

    private static JsonArray Extensions(ReadOnlySpan<byte> octets, int fixedSize)
    {
        var list = new JsonArray();
        var walk = new ExtensionReader(octets, fixedSize);
        while (walk.MoveNext())
            list.Add(Extension(walk.Current));
        return list;
    }

    private static JsonObject Extension(in Extension extension)
    {
        // The short layout counts its subtype as the first octet of the data.
        var isShort = extension.Format == ExtensionFormat.ShortFormat;
        byte[] data = isShort ? [extension.Subtype, .. extension.Data] : extension.Data.ToArray();
        var fields = new JsonObject
        {
            ["type"] = (int)extension.Type,
            ["length"] = data.Length,
            ["offset"] = extension.Offset,
            ["data_hex"] = Convert.ToHexStringLower(data),
        };
        if (isShort || extension.Format == ExtensionFormat.LongFormat)
            fields["subtype"] = (int)extension.Subtype;
        if (extension.Type is ExtensionType.MobileNodeNai or ExtensionType.NaiCarrying)
            fields["nai"] = Encoding.UTF8.GetString(extension.Data);
        if (AuthenticationExtension.TryRead(extension, out var authentication))
        {
            fields["spi"] = Wording.Hex(authentication.Spi.Value, 8);
            fields["authenticator_hex"] = Convert.ToHexStringLower(authentication.Authenticator);
        }
        return fields;
    }

    // From the octet itself: the message type drops the bit that receivers ignore.
    private static JsonArray Flags(ReadOnlySpan<byte> octets)
    {
        var wire = new WireReader(octets);
        wire.Skip(1);
        var flags = wire.ReadUInt8();
        return [.. s_flags.Where(flag => (flags & flag.Mask) != 0).Select(flag => (JsonNode)flag.Letter)];
    }

    private static string Hex(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);
}
