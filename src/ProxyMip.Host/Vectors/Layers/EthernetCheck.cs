using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>ARP frames: read, written again, and made anew by the constructor that makes such a frame.</summary>
internal static class EthernetCheck
{
    private static readonly FrozenSet<string> s_known = new[]
    {
        "ethernet_destination", "ethernet_source", "ethertype", "operation", "sender_mac", "sender_ip", "target_mac", "target_ip", "gratuitous",
    }.ToFrozenSet();

    public static void Check(VectorCase vector, Findings findings)
    {
        var observation = Observe(vector.Octets, out var ethernet, out var arp);
        if (observation.Outcome != Observation.Discard)
        {
            if (vector.Fields.ValueKind == System.Text.Json.JsonValueKind.Object)
                findings.Compare("", vector.Fields, Fields(ethernet, arp), s_known);
            RequireSameFrame(vector, ethernet, arp, findings);
        }
        foreach (var expectation in vector.Expectations)
        {
            // A frame that was made anew octet for octet is one that this program emits.
            var found = expectation.Outcome == Observation.Emit && observation.Outcome == Observation.Accept ? observation with { Outcome = Observation.Emit } : observation;
            OutcomeComparison.Compare(expectation, found, findings);
        }
    }

    private static Observation Observe(byte[] frame, out EthernetHeader ethernet, out ArpPacket arp)
    {
        arp = default;
        if (!EthernetHeader.TryParse(frame, out ethernet, out _) || ethernet.EtherType != EtherType.Arp)
            return Observation.Refused(Observation.Discard, Reasons.Header);
        return ArpPacket.TryParse(ethernet.PayloadOf(frame), out arp, out _) ? new(Observation.Accept) : Observation.Refused(Observation.Discard, Reasons.Length, Reasons.Short);
    }

    private static JsonObject Fields(EthernetHeader ethernet, ArpPacket arp) => new()
    {
        ["ethernet_destination"] = ethernet.Destination.ToString(),
        ["ethernet_source"] = ethernet.Source.ToString(),
        ["ethertype"] = (int)ethernet.EtherType,
        ["operation"] = (int)arp.Operation,
        ["sender_mac"] = arp.SenderMac.ToString(),
        ["sender_ip"] = arp.SenderAddress.ToString(),
        ["target_mac"] = arp.TargetMac.ToString(),
        ["target_ip"] = arp.TargetAddress.ToString(),
        ["gratuitous"] = arp.IsGratuitous,
    };

    private static void RequireSameFrame(VectorCase vector, EthernetHeader ethernet, ArpPacket arp, Findings findings)
    {
        var frame = new byte[Math.Max(vector.Octets.Length, ArpPacket.FrameSize)];
        var written = ethernet.WriteTo(frame);
        arp.WriteTo(frame.AsSpan(written));
        findings.RequireOctets("frame written again", vector.Octets, frame.AsSpan(0, vector.Octets.Length));

        // Made from what a home agent or access point knows: the address, whose hardware address to announce, and who asked.
        var made = arp switch
        {
            { IsGratuitous: true, Operation: ArpOperation.Request } => ArpPacket.GratuitousRequest(arp.SenderAddress, arp.SenderMac),
            { IsGratuitous: true, Operation: ArpOperation.Reply } => ArpPacket.GratuitousReply(arp.SenderAddress, arp.SenderMac),
            { Operation: ArpOperation.Reply } => ArpPacket.RequestFor(arp.SenderAddress, arp.TargetMac, arp.TargetAddress).AnswerWith(arp.SenderMac),
            { Operation: ArpOperation.Request } => ArpPacket.RequestFor(arp.TargetAddress, arp.SenderMac, arp.SenderAddress),
            _ => arp,
        };
        var receiver = arp.IsGratuitous || arp.Operation == ArpOperation.Request ? ethernet.Destination : arp.TargetMac;
        var emitted = new byte[Math.Max(vector.Octets.Length, ArpPacket.FrameSize)];
        made.WriteFrameTo(receiver, emitted);
        if (vector.Expectations.Any(expectation => expectation.Outcome == Observation.Emit))
            findings.RequireOctets("frame emitted", vector.Octets, emitted.AsSpan(0, vector.Octets.Length));
    }
}
