using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>Messages of UDP port 434: registration, revocation, data tunnelled in UDP.</summary>
internal static class RegistrationDecoder
{
    public static DecodedLayer Decode(ReadOnlySpan<byte> payload, DecodeSession session)
    {
        if (payload.IsEmpty)
            return new DecodedLayer("Mobile IP").Broken("no octets");
        var (layer, fixedSize, fault) = (MobileIpMessageType)payload[0] switch
        {
            MobileIpMessageType.RegistrationRequest => Request(payload, session),
            MobileIpMessageType.RegistrationReply => Reply(payload, session),
            MobileIpMessageType.Revocation => Revocation(payload),
            MobileIpMessageType.RevocationAcknowledgement => Acknowledgement(payload),
            MobileIpMessageType.UdpTunnelData => Tunnelled(payload, session),
            _ => (new DecodedLayer("Mobile IP").With("Type", payload[0], "unknown"), 0, new WireFault(WireFaultKind.UnexpectedValue, 0)),
        };
        if (fault.IsFault)
            return layer.With("Octets", Wording.Octets(payload)).Broken(Wording.Fault(fault));
        if (fixedSize == 0)
            return layer;
        var challenge = ReadOnlySpan<byte>.Empty;
        var extensions = new ExtensionReader(payload, fixedSize);
        while (extensions.MoveNext())
        {
            if (extensions.Current.Type == ExtensionType.MobileForeignChallenge)
                challenge = extensions.Current.Data;
            layer.Carrying(ExtensionDecoder.Decode(extensions.Current, challenge, session.Keys));
        }
        return extensions.Succeeded(out fault) ? layer : layer.Broken(Wording.Fault(fault));
    }

    private static (DecodedLayer Layer, int FixedSize, WireFault Fault) Request(ReadOnlySpan<byte> payload, DecodeSession session)
    {
        var layer = new DecodedLayer("Registration Request").With("Type", payload[0]);
        if (!RegistrationRequest.TryParse(payload, out var request, out var fault))
            return (layer, 0, fault);
        var flags = Wording.Flags((byte)request.Bits,
        [
            ((byte)RegistrationBits.SimultaneousBindings, "S", "simultaneous bindings"),
            ((byte)RegistrationBits.BroadcastDatagrams, "B", "broadcast datagrams"),
            ((byte)RegistrationBits.DecapsulationByMobileNode, "D", "decapsulation by mobile node"),
            ((byte)RegistrationBits.MinimalEncapsulation, "M", "minimal encapsulation"),
            ((byte)RegistrationBits.Gre, "G", "GRE encapsulation"),
            ((byte)RegistrationBits.ReverseTunnel, "T", "reverse tunnelling"),
            ((byte)RegistrationBits.Reserved, "x", "reserved: must be 0"),
        ]);
        layer.With("Flags", flags.Letters, flags.Meaning)
            .With("Lifetime", Wording.Lifetime(request.Lifetime), request.IsDeregistrationOfAll ? "of every binding" : null)
            .With("Home Address", request.HomeAddress.ToString())
            .With("Home Agent", request.HomeAgent.ToString())
            .With("Care-of Address", request.CareOfAddress.ToString());
        return (Identified(layer, request.Identification, session), RegistrationRequest.FixedSize, default);
    }

    private static (DecodedLayer Layer, int FixedSize, WireFault Fault) Reply(ReadOnlySpan<byte> payload, DecodeSession session)
    {
        var layer = new DecodedLayer("Registration Reply").With("Type", payload[0]);
        if (!RegistrationReply.TryParse(payload, out var reply, out var fault))
            return (layer, 0, fault);
        var origin = reply.Code.Origin() switch
        {
            ReplyCodeOrigin.ForeignAgent => "denied by the foreign agent: ",
            ReplyCodeOrigin.HomeAgent => "denied by the home agent: ",
            ReplyCodeOrigin.GatewayForeignAgent => "denied by the gateway foreign agent: ",
            _ => "",
        };
        layer.With("Code", (byte)reply.Code, origin + reply.Code.Describe())
            .With("Lifetime", Wording.Lifetime(reply.Lifetime), reply.Code.IsAccepted() || reply.LongestLifetimeOffered is not null ? null : "meaningless on denial")
            .With("Home Address", reply.HomeAddress.ToString())
            .With("Home Agent", reply.HomeAgent.ToString());
        return (Identified(layer, reply.Identification, session), RegistrationReply.FixedSize, default);
    }

    private static (DecodedLayer Layer, int FixedSize, WireFault Fault) Revocation(ReadOnlySpan<byte> payload)
    {
        var layer = new DecodedLayer("Registration Revocation").With("Type", payload[0]);
        if (!RevocationMessage.TryParse(payload, out var revocation, out var fault))
            return (layer, 0, fault);
        var flags = Wording.Flags((ushort)revocation.Bits,
        [
            ((ushort)RevocationBits.SenderIsHomeAgent, "A", "sender is the home agent"),
            ((ushort)RevocationBits.InformMobileNode, "I", "inform the mobile node"),
        ]);
        layer.With("Flags", flags.Letters, flags.Meaning)
            .With("Home Address", revocation.HomeAddress.ToString())
            .With("Home Domain Address", revocation.HomeDomainAddress.ToString())
            .With("Foreign Domain Address", revocation.ForeignDomainAddress.ToString())
            .With("Revocation Identifier", Wording.Hex(revocation.RevocationIdentifier, 8));
        return (layer, RevocationMessage.FixedSize, default);
    }

    private static (DecodedLayer Layer, int FixedSize, WireFault Fault) Acknowledgement(ReadOnlySpan<byte> payload)
    {
        var layer = new DecodedLayer("Registration Revocation Acknowledgement").With("Type", payload[0]);
        if (!RevocationAcknowledgement.TryParse(payload, out var acknowledgement, out var fault))
            return (layer, 0, fault);
        layer.With("Flags", acknowledgement.MobileNodeInformed ? "I" : "none", acknowledgement.MobileNodeInformed ? "mobile node informed" : null)
            .With("Home Address", acknowledgement.HomeAddress.ToString())
            .With("Revocation Identifier", Wording.Hex(acknowledgement.RevocationIdentifier, 8));
        return (layer, RevocationAcknowledgement.FixedSize, default);
    }

    private static (DecodedLayer Layer, int FixedSize, WireFault Fault) Tunnelled(ReadOnlySpan<byte> payload, DecodeSession session)
    {
        var layer = new DecodedLayer("UDP Tunnel Data").With("Type", payload[0]);
        if (!UdpTunnelData.TryParse(payload, out var header, out var fault))
            return (layer, 0, fault);
        layer.With("Next Header", header.NextHeader);
        var inner = payload[UdpTunnelData.FixedSize..];
        if (header.NextHeader == (byte)Protocol.Tunnels.IpProtocol.IpInIp)
            layer.Carrying(Ipv4Decoder.Decode(inner, session, 1));
        else
            layer.With("Payload", Wording.Octets(inner));
        return (layer, 0, default);
    }

    private static DecodedLayer Identified(DecodedLayer layer, ulong identification, DecodeSession session) => layer.With("Identification",
        identification.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        $"{Wording.Instant(NtpTimestamp.ToInstant(identification, session.Now))} as NTP time");
}
