using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Fields;

/// <summary>Agent discovery under the member names of vectors.</summary>
internal static class DiscoveryFields
{
    private static readonly (ushort Mask, string Letter)[] s_flags =
    [
        (0x8000, "R"), (0x4000, "B"), (0x2000, "H"), (0x1000, "F"), (0x0800, "M"), (0x0400, "G"), (0x0200, "r"), (0x0100, "T"), (0x0080, "U"), (0x0040, "X"),
        (0x0020, "I"),
    ];

    public static FrozenSet<string> Known { get; } = new[]
    {
        "icmp_type", "icmp_code", "icmp_checksum", "lifetime", "num_addrs", "addr_entry_size", "router_addresses", "address", "preference", "prefix_length", "mobility",
        "sequence", "registration_lifetime", "care_of_addresses", "prefix_lengths", "one_byte_padding", "challenge_hex", "unknown_extensions", "type", "length",
        "data_hex", "nai",
    }.Union(Ipv4Fields.Known).ToFrozenSet();

    /// <summary>IP header, type and code: all there is of a solicitation.</summary>
    public static JsonObject Of(ReadOnlySpan<byte> packet, in Ipv4Header header)
    {
        var fields = Ipv4Fields.Header(packet) ?? [];
        var wire = new WireReader(header.PayloadOf(packet));
        (fields["icmp_type"], fields["icmp_code"]) = ((int)wire.ReadUInt8(), (int)wire.ReadUInt8());
        return fields;
    }

    /// <summary>An advertisement with all its extensions.</summary>
    public static JsonObject Of(ReadOnlySpan<byte> packet, in Ipv4Header header, in RouterAdvertisement advertisement)
    {
        var fields = Of(packet, header);
        fields["lifetime"] = (int)advertisement.Lifetime;
        fields["num_addrs"] = advertisement.Routers.Count;
        var routers = new JsonArray();
        foreach (var router in advertisement.Routers)
            routers.Add(new JsonObject { ["address"] = router.Address.ToString(), ["preference"] = router.Preference, ["prefix_length"] = router.PrefixLength });
        fields["router_addresses"] = routers;
        fields["one_byte_padding"] = false;
        var unknown = new JsonArray();
        foreach (var extension in advertisement.Extensions)
            Add(fields, unknown, extension, advertisement);
        if (unknown.Count > 0)
            fields["unknown_extensions"] = unknown;
        return fields;
    }

    private static void Add(JsonObject fields, JsonArray unknown, DiscoveryExtension extension, in RouterAdvertisement advertisement)
    {
        switch (extension.Type)
        {
            case DiscoveryExtensionType.Padding:
                fields["one_byte_padding"] = true;
                break;
            case DiscoveryExtensionType.MobilityAgent:
                fields["mobility"] = Mobility(extension, advertisement.MobilityAgent);
                break;
            case DiscoveryExtensionType.PrefixLengths:
                fields["prefix_lengths"] = new JsonArray([.. extension.Data.ToArray().Select(length => (JsonNode)(int)length)]);
                break;
            case DiscoveryExtensionType.Challenge:
                fields["challenge_hex"] = Convert.ToHexStringLower(extension.Data);
                break;
            default:
                unknown.Add(new JsonObject { ["type"] = (int)extension.Type, ["length"] = extension.Data.Length, ["data_hex"] = Convert.ToHexStringLower(extension.Data) });
                break;
        }
    }

    private static JsonObject Mobility(DiscoveryExtension extension, in MobilityAgentExtension agent)
    {
        var careOf = new JsonArray();
        foreach (var address in agent.CareOfAddresses)
            careOf.Add(address.ToString());
        return new()
        {
            ["length"] = extension.Data.Length,
            ["sequence"] = (int)agent.Sequence.Value,
            ["registration_lifetime"] = (int)agent.RegistrationLifetime.Seconds,
            ["flags"] = Flags(extension.Data),
            ["care_of_addresses"] = careOf,
        };
    }

    // From the octets themselves: the message type drops the bits that receivers ignore.
    private static JsonArray Flags(ReadOnlySpan<byte> data)
    {
        var wire = new WireReader(data);
        wire.Skip(4);
        var flags = wire.ReadUInt16();
        return [.. s_flags.Where(flag => (flags & flag.Mask) != 0).Select(flag => (JsonNode)flag.Letter)];
    }
}
