using System.Text.Json;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Host.Vectors.Roles;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Encapsulated packets: taken out, put in again, and what a router with agent roles does with them.</summary>
internal static class TunnelCheck
{
    private const byte GreFlagsChecksum = 0x80;

    public static void Check(VectorCase vector, in Ipv4Header outer, Findings findings)
    {
        byte[] packet = [.. vector.Octets];
        var opened = Tunnel.TryDecapsulate(packet, out var taken, out var fault);
        var inner = opened ? taken.Of(packet).ToArray() : [];
        if (opened)
            CheckOpened(vector, outer, inner, findings);
        else if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Differs($"cannot be read: {fault}");
        foreach (var expectation in vector.Expectations)
        {
            var observation = !opened
                ? Observation.Refused(Observation.Discard, ReasonsOf(fault))
                : expectation.Role is { } role ? new TunnelBench(vector, expectation, role, taken).Observe() : new Observation(Observation.Accept);
            OutcomeComparison.Compare(expectation, observation, findings);
            if (observation.Outcome == Observation.Accept && expectation.Members.TryGetProperty("inner_hex", out var hex) && VectorParser.TryReadHex(hex, out var expected))
                findings.RequireOctets("inner packet", expected, inner);
        }
    }

    private static void CheckOpened(VectorCase vector, in Ipv4Header outer, byte[] inner, Findings findings)
    {
        if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Compare("", vector.Fields, Ipv4Fields.Tunnel(vector.Octets, outer, inner), Ipv4Fields.Known);
        if (vector.Input is { } input)
            RequireSamePacket("packet made of input_hex", vector, outer, input, Forwarded(outer, input, inner), findings);
        else if (MayBeMadeAgain(outer, inner))
            RequireSamePacket("packet encapsulated again", vector, outer, inner, false, findings);
    }

    private static void RequireSamePacket(string what, VectorCase vector, in Ipv4Header outer, byte[] input, bool forwarding, Findings findings)
    {
        var payload = outer.PayloadOf(vector.Octets);
        var gre = default(GreHeader);
        var isGre = outer.Protocol == IpProtocol.Gre && GreHeader.TryParse(payload, out gre, out _);
        var header = new TunnelHeader
        {
            Source = outer.Source,
            Destination = outer.Destination,
            Identification = outer.Identification,
            TimeToLive = outer.TimeToLive,
            DontFragment = outer.DontFragment,
            Forwarding = forwarding,
            GreKey = isGre ? gre.Key : null,
            GreSequence = isGre ? gre.Sequence : null,
            GreChecksum = isGre && !payload.IsEmpty && payload[0] >= GreFlagsChecksum,
        };
        var again = new byte[input.Length + Tunnel.MaxOverhead];
        if (Tunnel.TryEncapsulate((TunnelProtocol)outer.Protocol, input, header, again, out var written, out var fault))
            findings.RequireOctets(what, vector.Octets, again.AsSpan(0, written));
        else
            findings.Differs($"{what}: {fault}");
    }

    // Whether the time to live was decremented on the way in.
    private static bool Forwarded(in Ipv4Header outer, byte[] input, byte[] inner)
    {
        if (!Ipv4Header.TryParse(input, out var before, out _) || !Ipv4Header.TryParse(inner, out var after, out _))
            return false;
        return before.TimeToLive == after.TimeToLive + 1 && outer.TimeToLive > 0;
    }

    // An outer header with options, or with another traffic class than the inner one, is right but not what this program sends.
    private static bool MayBeMadeAgain(in Ipv4Header outer, byte[] inner) =>
        outer.HeaderLength == Ipv4Header.FixedSize && Ipv4Header.TryParse(inner, out var header, out _)
        && (outer.Protocol == IpProtocol.MinimalEncapsulation || (outer.Dscp == header.Dscp && outer.Ecn == header.Ecn && (outer.DontFragment || !header.DontFragment)));

    private static string[] ReasonsOf(TunnelFault fault) => fault.Kind switch
    {
        TunnelFaultKind.Truncated => [Reasons.InnerTruncated],
        TunnelFaultKind.BadVersion or TunnelFaultKind.BadLength => [Reasons.InnerHeader],
        TunnelFaultKind.BadHeaderChecksum => [Reasons.InnerHeader, Reasons.IpChecksum],
        TunnelFaultKind.OuterFragment or TunnelFaultKind.InnerFragment => [Reasons.Fragment],
        TunnelFaultKind.TimeToLiveZero or TunnelFaultKind.TimeToLiveExpired => [Reasons.InnerTtl],
        TunnelFaultKind.CongestionMarkLost => [Reasons.Congestion],
        TunnelFaultKind.BadForwardingChecksum => [Reasons.ForwardingChecksum],
        TunnelFaultKind.GreReservedBit => [Reasons.GreReserved],
        TunnelFaultKind.GreVersion => [Reasons.GreVersion],
        TunnelFaultKind.GreProtocolType => [Reasons.GreProtocol],
        TunnelFaultKind.BadGreChecksum => [Reasons.GreChecksum],
        _ => [Reasons.Header],
    };
}
