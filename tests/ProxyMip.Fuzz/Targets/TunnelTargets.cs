using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz.Targets;

/// <summary>Frames, packets and the three encapsulations.</summary>
internal static class TunnelTargets
{
    private static readonly Ipv4Address Source = new(0x0A140001);
    private static readonly Ipv4Address Destination = new(0x0A1E0001);

    private static readonly TunnelHeader Header = new() { Source = Source, Destination = Destination, GreKey = 7, GreSequence = 9, GreChecksum = true };

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("ethernet", (i, o) => EthernetHeader.TryParse(i, out var h, out var f) ? Outcome.Accepted(h.WriteTo(o)) : Outcome.Refused(f)),
        new("arp", (i, o) => ArpPacket.TryParse(i, out var p, out var f) ? Outcome.Accepted(p.WriteTo(o)) : Outcome.Refused(f)),
        new("ipv4", Ipv4) { Repair = Checksums.Ipv4 },
        new("ipv4-quoted", (i, o) => Ipv4Header.TryParseQuoted(i, out var h, out var f) ? Outcome.Accepted(0, h.HeaderLength) : Outcome.Refused(f)),
        new("udp", Udp),
        new("udp-quoted", (i, o) => UdpHeader.TryParseQuoted(i, out _, out var f) ? Outcome.Accepted() : Outcome.Refused(f)),
        new("icmp-echo", Echo) { Repair = Checksums.Icmp },
        new("icmp-error", (i, o) => IcmpError.TryParse(i, out var e, out var f) ? Outcome.Accepted(e.WriteTo(o, IcmpError.QuotedOf(i)), (int)e.Type) : Outcome.Refused(f)) { Repair = Checksums.Icmp },
        new("tunnel-quote", (i, o) => TunnelQuote.TryRead(i, o, out _, out var q) ? Outcome.Accepted(0, ((int)q.Protocol * 2) + (q.HasOriginal ? 1 : 0)) : Outcome.Refused()),
        new("gre-header", (i, o) => GreHeader.TryParse(i, out var h, out var f) ? Outcome.Accepted(0, h.Size) : Outcome.Refused(f)),
        new("gre-header-quoted", (i, o) => GreHeader.TryParseQuoted(i, out var h) ? Outcome.Accepted(0, h.Size) : Outcome.Refused()),
        new("minimal-forwarding-header", (i, o) => MinimalForwardingHeader.TryParse(i, out var h, out var f) ? Outcome.Accepted(h.WriteTo(o)) : Outcome.Refused(f)) { Repair = Checksums.Forwarding },
        new("encapsulate", Encapsulate) { Repair = Checksums.Ipv4 },
        new("decapsulate", Decapsulate) { Repair = Checksums.Ipv4 },
    ];

    private static Outcome Ipv4(Span<byte> input, Span<byte> output)
    {
        if (!Ipv4Header.TryParse(input, out var header, out var fault))
            return Outcome.Refused(fault);
        var pieces = 0;
        if (Ipv4Fragmenter.TryCreate(input, header, 128, out var fragmenter))
        {
            while (fragmenter.TryNext(output, out var size))
            {
                pieces++;
                if (!Ipv4Header.TryParse(output[..size], out _, out _))
                    throw new InvalidOperationException($"Fragment {pieces} is no packet.");
            }
        }
        if (header.HeaderLength == Ipv4Header.FixedSize && Ipv4Header.TryDecrementTimeToLive(input) && !Ipv4Header.TryParse(input, out _, out _))
            throw new InvalidOperationException("The packet is none after its time to live was decremented.");
        var written = header.WriteTo(output, header.OptionsOf(input));
        header.PayloadOf(input).CopyTo(output[written..]);
        return Outcome.Accepted(header.TotalLength, pieces);
    }

    private static Outcome Udp(Span<byte> input, Span<byte> output)
    {
        if (input.Length >= 8)
            input[6..8].Clear(); // no checksum: its pseudo header is not in the input
        return UdpHeader.TryParse(input, Source, Destination, out var header, out var fault)
            ? Outcome.Accepted(header.PayloadOf(input).Length <= 1400 ? header.WriteTo(output, Source, Destination, header.PayloadOf(input)) : 0)
            : Outcome.Refused(fault);
    }

    private static Outcome Echo(Span<byte> input, Span<byte> output) =>
        IcmpEcho.TryParse(input, out var echo, out var fault) ? Outcome.Accepted(echo.WriteTo(output, input[8..])) : Outcome.Refused(fault);

    // Whatever goes in must come out again, but for the time to live and the congestion marks.
    private static Outcome Encapsulate(Span<byte> input, Span<byte> output)
    {
        var feature = 0;
        foreach (var protocol in (ReadOnlySpan<TunnelProtocol>)[TunnelProtocol.IpInIp, TunnelProtocol.Gre, TunnelProtocol.MinimalEncapsulation])
        {
            if (!Tunnel.TryEncapsulate(protocol, input, Header, output, out var written, out var fault))
            {
                feature = (feature * 16) + (int)fault.Kind;
                continue;
            }
            if (!Tunnel.TryDecapsulate(output[..written], out var packet, out fault))
                throw new InvalidOperationException($"What {protocol} made cannot be taken apart: {fault}.");
            var inner = packet.Of(output[..written]);
            if (!Ipv4Header.TryParse(inner, out var after, out _) || !Ipv4Header.TryParse(input, out var before, out _))
                throw new InvalidOperationException($"{protocol} made no packet.");
            if (after.TotalLength != before.TotalLength || after.Source != before.Source || !after.PayloadOf(inner).SequenceEqual(before.PayloadOf(input)))
                throw new InvalidOperationException($"{protocol} changed the packet.");
        }
        var one = IpInIp.TryEncapsulate(input, Header, output, out _, out var refusal)
            & Gre.TryEncapsulate(input, Header, output, out _, out _) & MinimalEncapsulation.TryEncapsulate(input, Header, output, out _, out _);
        return one ? Outcome.Accepted(0, feature) : Outcome.Refused(refusal.IsFault ? (int)refusal.Kind : feature);
    }

    private static Outcome Decapsulate(Span<byte> input, Span<byte> output)
    {
        input.CopyTo(output);
        _ = IpInIp.TryDecapsulate(output[..input.Length], out _, out _);
        input.CopyTo(output);
        _ = Gre.TryDecapsulate(output[..input.Length], out _, out _);
        input.CopyTo(output);
        _ = MinimalEncapsulation.TryDecapsulate(output[..input.Length], out _, out _);
        if (!Tunnel.TryDecapsulate(input, out var packet, out var fault))
            return Outcome.Refused(fault);
        return Ipv4Header.TryParse(packet.Of(input), out _, out _) ? Outcome.Accepted(0, (int)packet.Protocol) : throw new InvalidOperationException("What was decapsulated is no packet.");
    }
}
