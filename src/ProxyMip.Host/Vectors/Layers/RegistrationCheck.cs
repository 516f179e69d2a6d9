using System.Text.Json;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Host.Vectors.Roles;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Payloads of UDP port 434: fields, the octets written again, authenticators, and what each role does with them.</summary>
internal static class RegistrationCheck
{
    public static void Check(VectorCase vector, Findings findings)
    {
        var envelope = Envelope.Read(vector, findings);
        if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Compare("", vector.Fields, RegistrationFields.Of(vector.Octets, envelope), RegistrationFields.Known);
        AuthCheck.Check(vector, findings);
        if (RegistrationMessage.TryParse(vector.Octets, out var message, out var fault))
            RequireSameMessage(message, findings);
        else if (vector.Fields.ValueKind == JsonValueKind.Object && !UdpTunnelData.TryParse(vector.Octets, out _, out _))
            findings.Differs($"cannot be read: {fault}");
        foreach (var expectation in vector.Expectations)
        {
            foreach (var observation in Observe(vector, expectation, envelope, findings))
                OutcomeComparison.Compare(expectation, observation, findings);
        }
    }

    private static IEnumerable<Observation> Observe(VectorCase vector, Expectation expectation, Envelope? envelope, Findings findings)
    {
        // The driver checks UDP before any role sees the payload.
        if (envelope is { ChecksumRight: false })
            return [Observation.Refused(Observation.Discard, Reasons.UdpChecksum)];
        var type = vector.Octets.Length == 0 ? default : (MobileIpMessageType)vector.Octets[0];
        if (type == MobileIpMessageType.UdpTunnelData)
            return [Tunnelled(vector, expectation, findings)];
        return RolesOf(vector, expectation, envelope, type).Select(role => (role, type) switch
        {
            ("FA", MobileIpMessageType.RegistrationReply) => new ForeignAgentReplyBench(vector, expectation, envelope).ObserveReply(),
            ("FA", MobileIpMessageType.Revocation) => new ForeignAgentReplyBench(vector, expectation, envelope).ObserveRevocation(),
            ("FA", _) => new ForeignAgentBench(vector, expectation, envelope).Observe(),
            ("HA", MobileIpMessageType.RevocationAcknowledgement) => new HomeAgentRevocationBench(vector, envelope).Observe(),
            ("HA", _) => new HomeAgentBench(vector, expectation, envelope).Observe(),
            ("AP-proxy" or "AP", _) => new AccessPointBench(vector, expectation, envelope).Observe(),
            _ => Observation.Refused($"role '{role}' is not known"),
        });
    }

    // A vector that names no role speaks of whoever the packet is for; one that is dropped is dropped by every role.
    private static IReadOnlyList<string> RolesOf(VectorCase vector, Expectation expectation, Envelope? envelope, MobileIpMessageType type)
    {
        if (expectation.Role is { } named)
            return [named];
        if (type == MobileIpMessageType.RegistrationReply)
            return envelope is { } sent && PendingRequest.Of(vector) is { } pending && sent.Ip.Destination == pending.SentTo ? ["FA"] : ["AP-proxy"];
        if (type == MobileIpMessageType.Revocation)
            return ["FA"];
        if (type == MobileIpMessageType.RevocationAcknowledgement)
            return ["HA"];
        if (expectation.Outcome == Observation.Discard)
            return ["FA", "HA"];
        return RegistrationRequest.TryParse(vector.Octets, out var request, out _) && envelope?.Ip.Destination == request.HomeAgent ? ["HA"] : ["FA"];
    }

    private static Observation Tunnelled(VectorCase vector, Expectation expectation, Findings findings)
    {
        if (!UdpTunnelData.TryParse(vector.Octets, out var header, out _))
            return Observation.Refused(Observation.Discard, Reasons.Short);
        var inner = vector.Octets.AsSpan(UdpTunnelData.FixedSize);
        if (header.NextHeader == (byte)IpProtocol.IpInIp && !Ipv4Header.TryParse(inner, out _, out var fault))
            return Observation.Refused(Observation.Discard, fault.Kind == WireFaultKind.Truncated ? Reasons.InnerTruncated : Reasons.InnerHeader);
        if (VectorParser.TryReadHex(expectation.Members.TryGetProperty("inner_hex", out var hex) ? hex : default, out var expected))
            findings.RequireOctets("inner packet", expected, inner);
        var again = new byte[vector.Octets.Length];
        inner.CopyTo(again.AsSpan(header.WriteTo(again)));
        findings.RequireOctets("message written again", vector.Octets, again);
        return new(Observation.Accept);
    }

    private static void RequireSameMessage(in RegistrationMessage message, Findings findings)
    {
        var again = new byte[message.Octets.Length + 64];
        var written = WriteFixedPart(message, again);
        foreach (var extension in message.Extensions)
            written += ExtensionWriter.WriteAgain(extension, again.AsSpan(written));
        // Bits that a receiver ignores are not sent again: the same message with them cleared.
        byte[] expected = [.. message.Octets];
        WriteFixedPart(message, expected);
        findings.RequireOctets("message written again", expected, again.AsSpan(0, written));
        if (IgnoredBits(message, expected) is { } difference)
            findings.Differs(difference);
    }

    private static int WriteFixedPart(in RegistrationMessage message, Span<byte> destination)
    {
        if (message.TryGetRequest(out var request))
            return request.WriteTo(destination);
        if (message.TryGetReply(out var reply))
            return reply.WriteTo(destination);
        if (message.TryGetRevocation(out var revocation))
            return revocation.WriteTo(destination);
        return message.TryGetRevocationAcknowledgement(out var acknowledgement) ? acknowledgement.WriteTo(destination) : 0;
    }

    // In the fixed part only octets that hold reserved bits may differ: the flags of a request, reserved octet and flags of a revocation.
    private static string? IgnoredBits(in RegistrationMessage message, ReadOnlySpan<byte> again)
    {
        var last = message.Type switch
        {
            MobileIpMessageType.RegistrationRequest => 1,
            MobileIpMessageType.Revocation or MobileIpMessageType.RevocationAcknowledgement => 3,
            _ => 0,
        };
        for (var at = 0; at < message.FixedSize; at++)
        {
            if (message.Octets[at] != again[at] && at is 0 || (message.Octets[at] != again[at] && at > last))
                return $"fixed part written again differs at octet {at}";
        }
        return null;
    }
}
