using ProxyMip.Protocol.Discovery;

namespace ProxyMip.Fuzz.Targets;

/// <summary>ICMP router discovery with its mobility extensions.</summary>
internal static class DiscoveryTargets
{
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("router-advertisement", Advertisement) { Repair = Checksums.Icmp },
        new("router-solicitation", (i, o) => RouterSolicitation.TryParse(i, out var f) ? Outcome.Accepted(RouterSolicitation.WriteTo(o)) : Outcome.Refused(f)) { Repair = Checksums.Icmp },
        new("discovery-extension-walk", Walk),
        new("mobility-agent-extension", MobilityAgent),
        new("prefix-lengths-extension", (i, o) => PrefixLengthsExtension.TryParse(i, 3, out var e, out var f) ? Outcome.Accepted(PrefixLengthsExtension.Write(o, e.Lengths)) : Outcome.Refused(f)),
        new("challenge-extension", (i, o) => ChallengeExtension.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o)) : Outcome.Refused(f)),
    ];

    private static Outcome Advertisement(Span<byte> input, Span<byte> output)
    {
        if (!RouterAdvertisement.TryParse(input, out var advertisement, out var fault))
            return Outcome.Refused(fault);
        var feature = advertisement.IsAgentAdvertisement ? 1 : 0;
        foreach (var router in advertisement.Routers)
            feature += router.PrefixLength is null ? 2 : 256;
        feature += advertisement.MobilityAgent.CareOfAddresses.Count * 65536;
        input.CopyTo(output);
        return Outcome.Accepted(input.Length, feature);
    }

    private static Outcome MobilityAgent(Span<byte> input, Span<byte> output)
    {
        if (!MobilityAgentExtension.TryParse(input, out var extension, out var fault))
            return Outcome.Refused(fault);
        if (extension.Size > input.Length)
            throw new InvalidOperationException("The extension is larger than the octets it was read from.");
        return Outcome.Accepted(0, (int)extension.Bits);
    }

    private static Outcome Walk(Span<byte> input, Span<byte> output)
    {
        var walk = new DiscoveryExtensionReader(input, 0);
        var feature = 0;
        while (walk.MoveNext())
            feature = (feature * 31) + (int)walk.Current.Type;
        return walk.Succeeded(out var fault) ? Outcome.Accepted(0, feature) : Outcome.Refused(fault);
    }
}
