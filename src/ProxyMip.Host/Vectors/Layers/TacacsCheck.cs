using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tacacs;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>TACACS+ packets: opened with the secret, as the client or the server does.</summary>
internal static class TacacsCheck
{
    public static void Check(VectorCase vector, Findings findings)
    {
        if (vector.Context.Secret("shared_secret") is not { } octets)
        {
            findings.Differs("context has no shared_secret");
            return;
        }
        var key = new SecretKey(octets);
        foreach (var expectation in vector.Expectations)
            CheckAs(ReceiverOf(expectation, vector), vector, expectation, key, findings);
    }

    private static void CheckAs(TacacsReceiver receiver, VectorCase vector, Expectation expectation, SecretKey key, Findings findings)
    {
        byte[] packet = [.. vector.Octets];
        var verdict = TacacsPacket.Open(packet, key, receiver, out var header, out var body);
        if (verdict != TacacsVerdict.Accepted)
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Differs($"cannot be read: {verdict}");
            var refused = Observation.Refused(Observation.Close, ReasonOf(verdict));
            OutcomeComparison.Compare(expectation, refused with { Facts = new() { ["result"] = "fail", ["authenticated"] = false } }, findings);
            return;
        }
        if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Compare("", vector.Fields, TacacsFields.Of(header, body), TacacsFields.Known);
        RequireSamePacket(vector, header, body, key, findings);
        OutcomeComparison.Compare(expectation, Accepted(header, body), findings);
    }

    private static TacacsReceiver ReceiverOf(Expectation expectation, VectorCase vector) => expectation.Role switch
    {
        "client" => TacacsReceiver.Client,
        "server" => TacacsReceiver.Server,
        _ => vector.Octets.Length > 2 && vector.Octets[2] % 2 == 1 ? TacacsReceiver.Server : TacacsReceiver.Client,
    };

    private static Observation Accepted(in TacacsHeader header, ReadOnlySpan<byte> body)
    {
        var facts = new JsonObject();
        if (header.Sequence % 2 == 1)
            return new(Observation.Accept);
        if (header.Type == TacacsType.Authentication && AuthenticationReply.TryParse(body, out var reply, out _))
        {
            AddOutcome(facts, reply.Outcome);
            facts["authenticated"] = reply.Outcome == TacacsOutcome.Pass;
            facts["echo"] = !reply.NoEcho;
        }
        else if (header.Type == TacacsType.Authorization && AuthorizationResponse.TryParse(body, out var response, out _))
            AddOutcome(facts, AuthorizationDecision.Of(response, [], name => AuthorizationService.KnowsForMobileIp(name) || AuthorizationService.KnowsForShell(name)).Outcome);
        else if (header.Type == TacacsType.Accounting && TacacsAccountingReply.TryParse(body, out var accounting, out _))
            AddOutcome(facts, accounting.Outcome);
        return new(Observation.Accept) { Facts = facts };
    }

    private static void AddOutcome(JsonObject facts, TacacsOutcome outcome)
    {
        facts["result"] = outcome switch
        {
            TacacsOutcome.Pass => "pass",
            TacacsOutcome.Continue => "continue",
            TacacsOutcome.NextServer => "error",
            _ => "fail",
        };
        facts["try_next_server"] = outcome == TacacsOutcome.NextServer;
    }

    private static void RequireSamePacket(VectorCase vector, in TacacsHeader header, ReadOnlySpan<byte> body, SecretKey key, Findings findings)
    {
        var packet = new byte[TacacsHeader.Size + body.Length];
        var written = WriteBody(header, body, packet.AsSpan(TacacsHeader.Size));
        findings.Require(written == body.Length, "the body written again has another length");
        TacacsPacket.Seal(header, packet, key);
        findings.RequireOctets("packet written again", vector.Octets, packet);
    }

    private static int WriteBody(in TacacsHeader header, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        var fromClient = header.Sequence % 2 == 1;
        switch (header.Type)
        {
            case TacacsType.Authentication when !fromClient && AuthenticationReply.TryParse(body, out var reply, out _):
                return reply.WriteTo(destination);
            case TacacsType.Authentication when header.Sequence == 1 && AuthenticationStart.TryParse(body, out var start, out _):
                return start.WriteTo(destination);
            case TacacsType.Authentication when AuthenticationContinue.TryParse(body, out var message, out _):
                return message.WriteTo(destination);
            case TacacsType.Authorization when fromClient && AuthorizationRequest.TryParse(body, out var request, out _):
                return request.WriteTo(destination);
            case TacacsType.Authorization when AuthorizationResponse.TryParse(body, out var response, out _):
                return response.WriteTo(destination);
            case TacacsType.Accounting when fromClient && TacacsAccountingRequest.TryParse(body, out var accounting, out _):
                return accounting.WriteTo(destination);
            case TacacsType.Accounting when TacacsAccountingReply.TryParse(body, out var answer, out _):
                return answer.WriteTo(destination);
            default:
                return 0;
        }
    }

    private static string ReasonOf(TacacsVerdict verdict) => verdict switch
    {
        TacacsVerdict.BodyLength or TacacsVerdict.InnerLengths => Reasons.BodyLength,
        TacacsVerdict.Unencrypted => Reasons.UnencryptedFlag,
        TacacsVerdict.Sequence => Reasons.Sequence,
        TacacsVerdict.Session => Reasons.Session,
        _ => Reasons.Header,
    };
}
