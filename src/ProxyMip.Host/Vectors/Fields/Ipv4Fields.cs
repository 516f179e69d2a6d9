using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ProxyMip.Host.Decoding;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>IPv4 headers and the headers of encapsulations under the member names of vectors.</summary>
internal static class Ipv4Fields
{
    public static FrozenSet<string> Known { get; } = new[]
    {
        "source", "destination", "protocol", "ttl", "tos", "df", "mf", "fragment_offset", "total_length", "identification", "header_length", "checksum", "outer", "inner",
        "header", "gre", "s", "header_hex", "original_destination", "original_source", "flags", "key", "sequence",
    }.ToFrozenSet();

    /// <summary>The header of a packet; null when there is none that can be read.</summary>
    public static JsonObject? Header(ReadOnlySpan<byte> packet)
    {
        if (!Ipv4Header.TryParseQuoted(packet, out var header, out _))
            return null;
        return new()
        {
            ["source"] = header.Source.ToString(),
            ["destination"] = header.Destination.ToString(),
            ["protocol"] = (int)header.Protocol,
            ["ttl"] = (int)header.TimeToLive,
            ["tos"] = Wording.Hex((uint)(header.Dscp * 4 + (int)header.Ecn), 2),
            ["df"] = header.DontFragment,
            ["mf"] = header.MoreFragments,
            ["fragment_offset"] = header.FragmentOffset,
            ["total_length"] = (int)header.TotalLength,
            ["identification"] = Wording.Hex(header.Identification),
            ["header_length"] = header.HeaderLength,
            ["checksum"] = Wording.Hex(header.Checksum),
        };
    }

    /// <summary>An encapsulated packet: its outer header, what stands between the headers, and the inner header.</summary>
    public static JsonObject Tunnel(ReadOnlySpan<byte> packet, in Ipv4Header outer, ReadOnlySpan<byte> inner)
    {
        var fields = new JsonObject { ["outer"] = Header(packet), ["inner"] = Header(inner) };
        var payload = outer.PayloadOf(packet);
        if (outer.Protocol == IpProtocol.MinimalEncapsulation && MinimalForwardingHeader.TryParse(payload, out var minimal, out _))
        {
            fields["header"] = new JsonObject
            {
                ["protocol"] = (int)minimal.Protocol,
                ["s"] = minimal.OriginalSource is not null,
                ["header_hex"] = Convert.ToHexStringLower(payload[..minimal.Size]),
                ["original_destination"] = minimal.OriginalDestination.ToString(),
                ["original_source"] = minimal.OriginalSource?.ToString(),
            };
        }
        if (outer.Protocol == IpProtocol.Gre && GreHeader.TryParse(payload, out var gre, out _))
        {
            fields["gre"] = new JsonObject
            {
                ["flags"] = Wording.Hex((gre.HasChecksum ? 0x8000u : 0) + (gre.Key is null ? 0u : 0x2000) + (gre.Sequence is null ? 0u : 0x1000)),
                ["protocol"] = Wording.Hex(gre.ProtocolType),
                ["key"] = gre.Key is { } key ? Wording.Hex(key, 8) : null,
                ["sequence"] = gre.Sequence is { } sequence ? (long)sequence : null,
            };
        }
        return fields;
    }
}
