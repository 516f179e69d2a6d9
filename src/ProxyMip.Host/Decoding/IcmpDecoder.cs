using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>ICMP: agent discovery in full, errors with what they quote, echo.</summary>
internal static class IcmpDecoder
{
    public static DecodedLayer Decode(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
            return new DecodedLayer("ICMP").Broken("no octets");
        var type = (IcmpType)message[0];
        return type switch
        {
            IcmpType.RouterAdvertisement => Advertisement(message),
            IcmpType.RouterSolicitation => Solicitation(message),
            IcmpType.EchoRequest or IcmpType.EchoReply => Echo(message),
            _ when IcmpError.IsError(type) => Error(message),
            _ => new DecodedLayer("ICMP").With("Type", (byte)type).With("Checksum", ChecksumOf(message)).With("Octets", Wording.Octets(message)),
        };
    }

    private static string ChecksumOf(ReadOnlySpan<byte> message) => InternetChecksum.IsValid(message) ? "right" : "wrong";

    private static DecodedLayer Solicitation(ReadOnlySpan<byte> message)
    {
        var layer = new DecodedLayer("Agent Solicitation").With("Type", RouterSolicitation.IcmpType).With("Checksum", ChecksumOf(message));
        return RouterSolicitation.TryParse(message, out var fault) ? layer.With("Code", 0) : layer.Broken(Wording.Fault(fault));
    }

    private static DecodedLayer Advertisement(ReadOnlySpan<byte> message)
    {
        if (!RouterAdvertisement.TryParse(message, out var advertisement, out var fault))
        {
            return new DecodedLayer("Router Advertisement").With("Type", RouterAdvertisement.IcmpType).With("Checksum", ChecksumOf(message))
                .With("Octets", Wording.Octets(message)).Broken(Wording.Fault(fault));
        }
        var layer = new DecodedLayer(advertisement.IsAgentAdvertisement ? "Agent Advertisement" : "Router Advertisement");
        var code = advertisement.Code == AdvertisementCode.MobilityOnly ? "does not route common traffic" : "routes common traffic";
        layer.With("Type", RouterAdvertisement.IcmpType)
            .With("Code", (byte)advertisement.Code, code)
            .With("Checksum", ChecksumOf(message))
            .With("Num Addrs", advertisement.Routers.Count)
            .With("Lifetime", advertisement.Lifetime, advertisement.Lifetime == 0 ? "going away now" : "seconds");
        foreach (var router in advertisement.Routers)
        {
            var prefix = router.PrefixLength is { } length ? $", prefix length {length}" : "";
            var preference = router.MayBeDefault ? $"preference {router.Preference}" : "never a default router";
            layer.With("Router Address", router.Address.ToString(), preference + prefix);
        }
        foreach (var extension in advertisement.Extensions)
            layer.Carrying(Extension(extension, advertisement));
        return layer;
    }

    private static DecodedLayer Extension(DiscoveryExtension extension, in RouterAdvertisement advertisement)
    {
        var number = (byte)extension.Type;
        switch (extension.Type)
        {
            case DiscoveryExtensionType.Padding:
                return new DecodedLayer("One-byte Padding (0)");
            case DiscoveryExtensionType.MobilityAgent:
                return MobilityAgent(extension);
            case DiscoveryExtensionType.PrefixLengths:
                var state = advertisement.PrefixLengthsIgnored ? "ignored: wrong count, or a value above 32" : null;
                return new DecodedLayer("Prefix-Lengths Extension (19)").With("Prefix Lengths", string.Join(' ', extension.Data.ToArray()), state);
            case DiscoveryExtensionType.Challenge:
                return new DecodedLayer("Challenge Extension (24)").With("Challenge", Wording.Octets(extension.Data));
            case DiscoveryExtensionType.NaiCarrying:
                return new DecodedLayer("NAI Carrying Extension (136)").With("NAI", Wording.Text(extension.Data.Length > 0 ? extension.Data[1..] : default));
            default:
                return new DecodedLayer($"Unknown Extension ({number})").With("Length", extension.Data.Length, "skipped").With("Data", Wording.Octets(extension.Data));
        }
    }

    private static DecodedLayer MobilityAgent(DiscoveryExtension extension)
    {
        var layer = new DecodedLayer("Mobility Agent Advertisement Extension (16)");
        if (!MobilityAgentExtension.TryParse(extension.Octets, out var agent, out var fault))
            return layer.Broken(Wording.Fault(fault));
        var flags = Wording.Flags((ushort)agent.Bits,
        [
            ((ushort)MobilityAgentBits.RegistrationRequired, "R", "registration required"),
            ((ushort)MobilityAgentBits.Busy, "B", "busy"),
            ((ushort)MobilityAgentBits.HomeAgent, "H", "home agent"),
            ((ushort)MobilityAgentBits.ForeignAgent, "F", "foreign agent"),
            ((ushort)MobilityAgentBits.MinimalEncapsulation, "M", "minimal encapsulation"),
            ((ushort)MobilityAgentBits.Gre, "G", "GRE"),
            ((ushort)MobilityAgentBits.ReverseTunnel, "T", "reverse tunnelling"),
            ((ushort)MobilityAgentBits.UdpTunnel, "U", "UDP tunnelling"),
            ((ushort)MobilityAgentBits.Revocation, "X", "registration revocation"),
            ((ushort)MobilityAgentBits.RegionalRegistration, "I", "regional registration"),
        ]);
        layer.With("Length", extension.Data.Length)
            .With("Sequence Number", agent.Sequence.Value)
            .With("Registration Lifetime", Wording.Seconds(agent.RegistrationLifetime.Seconds))
            .With("Flags", flags.Letters, flags.Meaning);
        if (agent.IgnoredBits != MobilityAgentBits.None)
            layer.With("Ignored Flags", agent.IgnoredBits.ToString(), "meaningless without F");
        foreach (var address in agent.CareOfAddresses)
            layer.With("Care-of Address", address.ToString());
        return layer;
    }

    private static DecodedLayer Echo(ReadOnlySpan<byte> message)
    {
        var layer = new DecodedLayer("ICMP Echo");
        if (!IcmpEcho.TryParse(message, out var echo, out var fault))
            return layer.With("Checksum", ChecksumOf(message)).Broken(Wording.Fault(fault));
        return layer.With("Type", message[0], echo.IsReply ? "reply" : "request").With("Checksum", ChecksumOf(message))
            .With("Identifier", echo.Identifier).With("Sequence Number", echo.SequenceNumber).With("Data", Wording.Octets(IcmpEcho.DataOf(message)));
    }

    private static DecodedLayer Error(ReadOnlySpan<byte> message)
    {
        var layer = new DecodedLayer("ICMP Error");
        if (!IcmpError.TryParse(message, out var error, out var fault))
            return layer.With("Checksum", ChecksumOf(message)).With("Octets", Wording.Octets(message)).Broken(Wording.Fault(fault));
        layer.With("Type", (byte)error.Type, error.Type switch
        {
            IcmpType.DestinationUnreachable => "destination unreachable",
            IcmpType.SourceQuench => "source quench",
            IcmpType.Redirect => "redirect",
            IcmpType.TimeExceeded => "time exceeded",
            IcmpType.ParameterProblem => "parameter problem",
            _ => null,
        });
        var code = error.Type != IcmpType.DestinationUnreachable ? null : (UnreachableCode)error.Code switch
        {
            UnreachableCode.Network => "network unreachable",
            UnreachableCode.Host => "host unreachable",
            UnreachableCode.Protocol => "protocol unreachable",
            UnreachableCode.Port => "port unreachable",
            UnreachableCode.FragmentationNeeded => "fragmentation needed and DF set",
            UnreachableCode.SourceRouteFailed => "source route failed",
            _ => null,
        };
        layer.With("Code", error.Code, code).With("Checksum", ChecksumOf(message));
        if (error.IsUnreachable(UnreachableCode.FragmentationNeeded))
            layer.With("Next-Hop MTU", error.NextHopMtu, "octets");
        if (error.Type == IcmpType.Redirect)
            layer.With("Gateway", error.Gateway.ToString());
        return layer.Carrying(Ipv4Decoder.Quoted(IcmpError.QuotedOf(message)));
    }
}
