using System.Text.Json;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Host.Vectors.Roles;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Agent solicitations, as an advertising agent receives them.</summary>
internal static class SolicitationCheck
{
    private const int CodeAt = 1;

    public static void Check(VectorCase vector, in Ipv4Header header, Findings findings)
    {
        var message = header.PayloadOf(vector.Octets);
        var answered = SolicitedBench.Answers(vector, header);
        Observation observation;
        if (RouterSolicitation.TryParse(message, out var fault))
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Compare("", vector.Fields, DiscoveryFields.Of(vector.Octets, header), DiscoveryFields.Known);
            var again = new byte[RouterSolicitation.Size];
            RouterSolicitation.WriteTo(again);
            if (message.Length == again.Length && !HasReservedBits(message))
                findings.RequireOctets("message written again", message, again);
            observation = new(Observation.Accept) { Facts = new() { ["answer"] = answered } };
        }
        else
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Differs($"cannot be read: {fault}");
            findings.Require(!answered, "an agent answered a solicitation that cannot be read");
            observation = Observation.Refused(Observation.Discard, ReasonOf(fault, message));
        }
        foreach (var expectation in vector.Expectations)
            OutcomeComparison.Compare(expectation, observation, findings);
    }

    private static bool HasReservedBits(ReadOnlySpan<byte> message) => new WireReader(message, 4).ReadUInt32() != 0;

    private static string ReasonOf(WireFault fault, ReadOnlySpan<byte> message) => fault.Kind switch
    {
        WireFaultKind.BadChecksum => Reasons.IcmpChecksum,
        WireFaultKind.UnexpectedValue when fault.Offset == CodeAt => Reasons.Code,
        _ when message.Length < RouterSolicitation.Size => Reasons.Short,
        _ => Reasons.Header,
    };
}
