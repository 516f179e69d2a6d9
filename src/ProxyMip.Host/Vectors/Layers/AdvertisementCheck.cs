using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyMip.Engine.Core;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Host.Vectors.Roles;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Router and agent advertisements, as an access point hears them.</summary>
internal static class AdvertisementCheck
{
    private const int CodeAt = 1;
    private const int CountAt = 4;
    private const int EntrySizeAt = 5;
    private const int FlagsInExtension = 6;

    public static void Check(VectorCase vector, in Ipv4Header header, Findings findings)
    {
        var message = header.PayloadOf(vector.Octets);
        var heard = new DiscoveryBench(vector, header).Hear();
        Observation observation;
        if (RouterAdvertisement.TryParse(message, out var advertisement, out var fault))
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Compare("", vector.Fields, DiscoveryFields.Of(vector.Octets, header, advertisement), DiscoveryFields.Known);
            RequireSameMessage(message, advertisement, findings);
            observation = heard.Drops.Count > 0
                ? Observation.Refused(Observation.Discard, [.. heard.Drops.Select(ReasonOf)])
                : new(Observation.Accept) { Facts = Facts(advertisement, heard) };
            findings.Require(heard.Drops.Count > 0 || heard.Counted == advertisement.IsAgentAdvertisement, "the access point did not count it as its kind demands");
        }
        else
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Differs($"cannot be read: {fault}");
            findings.Require(!heard.Counted && !heard.IsKnown, "the access point took an advertisement that cannot be read");
            observation = Observation.Refused(Observation.Discard, ReasonOf(fault, message));
        }
        foreach (var expectation in vector.Expectations)
            OutcomeComparison.Compare(expectation, observation, findings);
    }

    private static JsonObject Facts(in RouterAdvertisement advertisement, HeardAdvertisement heard) => new()
    {
        ["agent_advertisement"] = heard.IsKnown,
        ["usable_for_new_registration"] = heard.IsUsable,
        ["agent_rebooted"] = advertisement.IsAgentAdvertisement && heard.Rebooted,
    };

    // Header, router entries and extensions again; the checksum covers them all.
    private static void RequireSameMessage(ReadOnlySpan<byte> message, in RouterAdvertisement advertisement, Findings findings)
    {
        var again = new byte[message.Length + 64];
        var wire = new WireWriter(again);
        var count = advertisement.Routers.Count;
        var reader = new WireReader(message);
        reader.Skip(EntrySizeAt);
        var words = reader.ReadUInt8();
        wire.WriteUInt8(RouterAdvertisement.IcmpType);
        wire.WriteUInt8((byte)advertisement.Code);
        var checksumAt = wire.Written;
        wire.WriteUInt16(0);
        wire.WriteUInt8((byte)count);
        wire.WriteUInt8(words);
        wire.WriteUInt16(advertisement.Lifetime);
        foreach (var router in advertisement.Routers)
        {
            wire.WriteAddress(router.Address);
            wire.WriteInt32(router.Preference);
            wire.WriteOctets(message.Slice(wire.Written, words * 4 - RouterEntry.Size)); // words that only a later standard can read
        }
        foreach (var extension in advertisement.Extensions)
            wire.Reserve(WriteAgain(extension, count, again.AsSpan(wire.Written)));
        wire.PatchUInt16(checksumAt, InternetChecksum.Compute(again.AsSpan(0, wire.Written)));
        findings.RequireOctets("message written again", message, again.AsSpan(0, wire.Written));
    }

    private static int WriteAgain(DiscoveryExtension extension, int routers, Span<byte> destination)
    {
        switch (extension.Type)
        {
            case DiscoveryExtensionType.MobilityAgent when MobilityAgentExtension.TryParse(extension.Octets, out var agent, out _) && HasDefinedBitsOnly(extension, agent):
                return MobilityAgentExtension.Write(destination, agent.Sequence, agent.RegistrationLifetime, agent.Bits, agent.CareOfAddresses.ToArray());
            case DiscoveryExtensionType.PrefixLengths when PrefixLengthsExtension.TryParse(extension.Octets, routers, out var prefixes, out _):
                return PrefixLengthsExtension.Write(destination, prefixes.Lengths);
            case DiscoveryExtensionType.Challenge when ChallengeExtension.TryParse(extension.Octets, out var challenge, out _):
                return challenge.WriteTo(destination);
            default:
                extension.Octets.CopyTo(destination);
                return extension.Octets.Length;
        }
    }

    // Bits that receivers ignore are not sent again.
    private static bool HasDefinedBitsOnly(DiscoveryExtension extension, in MobilityAgentExtension agent)
    {
        var wire = new WireReader(extension.Octets);
        wire.Skip(FlagsInExtension);
        return wire.ReadUInt16() == (ushort)agent.Bits;
    }

    private static string ReasonOf(AccessPointDropReason reason) => reason switch
    {
        AccessPointDropReason.AdvertisementTimeToLive => Reasons.TimeToLive,
        AccessPointDropReason.AdvertisementSource => Reasons.Source,
        _ => Reasons.Header,
    };

    private static string ReasonOf(WireFault fault, ReadOnlySpan<byte> message) => fault.Kind switch
    {
        WireFaultKind.BadChecksum => Reasons.IcmpChecksum,
        WireFaultKind.UnknownExtension => Reasons.UnknownExtension,
        WireFaultKind.UnexpectedValue when fault.Offset == CodeAt => Reasons.Code,
        WireFaultKind.BadLength when fault.Offset == EntrySizeAt => Reasons.EntrySize,
        WireFaultKind.BadLength => Reasons.MobilityLength,
        WireFaultKind.ForbiddenValue when fault.Offset == CountAt => Reasons.NoRouter,
        WireFaultKind.ForbiddenValue => AgentReason(fault.Offset, message),
        WireFaultKind.Truncated when fault.Offset < RouterAdvertisement.FixedSize => Reasons.Short,
        WireFaultKind.Truncated when fault.Offset == RouterAdvertisement.FixedSize => Reasons.Length,
        WireFaultKind.Truncated => Reasons.TruncatedExtension,
        _ => Reasons.Header,
    };

    // The fault points at the flags of the mobility extension.
    private static string AgentReason(int flagsAt, ReadOnlySpan<byte> message)
    {
        var wire = new WireReader(message, flagsAt);
        return ((MobilityAgentBits)wire.ReadUInt16()).HasFlag(MobilityAgentBits.ForeignAgent) ? Reasons.NoCareOf : Reasons.NoAgent;
    }
}
