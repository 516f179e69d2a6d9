using System.Text.Json;
using ProxyMip.Host.Vectors.Fields;
using ProxyMip.Protocol.Radius;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>RADIUS packets: as a client checks an answer, or a server a request.</summary>
internal static class RadiusCheck
{
    private static readonly byte[] s_zeros = new byte[RadiusPacket.AuthenticatorSize];

    public static void Check(VectorCase vector, Findings findings)
    {
        Envelope.Read(vector, findings);
        var secret = vector.Context.Secret("shared_secret") is { } octets ? new RadiusSecret(new(octets)) : null;
        if (secret is null)
            findings.Differs("context has no shared_secret");
        var request = vector.Context.Octets("request_authenticator_hex");
        if (RadiusPacket.TryParse(vector.Octets, out var packet, out var fault))
        {
            if (vector.Fields.ValueKind == JsonValueKind.Object)
                findings.Compare("", vector.Fields, RadiusFields.Of(packet, request, secret), RadiusFields.Known);
        }
        else if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Differs($"cannot be read: {fault}");
        if (secret is null)
            return;
        foreach (var expectation in vector.Expectations)
        {
            var observation = Observe(vector, expectation, secret, request);
            if (observation.Outcome == Observation.Accept)
                RequireSamePacket(vector, packet, request, secret, findings);
            OutcomeComparison.Compare(expectation, observation, findings);
        }
    }

    private static Observation Observe(VectorCase vector, Expectation expectation, RadiusSecret secret, byte[]? request)
    {
        var code = vector.Octets.Length > 0 ? (RadiusCode)vector.Octets[0] : default;
        var isRequest = code is RadiusCode.AccessRequest or RadiusCode.AccountingRequest or RadiusCode.StatusServer;
        var asServer = expectation.Role is { } role ? role == "server" : isRequest;
        if (asServer)
        {
            var verdict = RadiusRequest.Check(vector.Octets, secret, out _);
            return verdict == RadiusVerdict.Accepted ? new(Observation.Accept) : Observation.Refused(Observation.Discard, ReasonOf(verdict));
        }
        var asked = code == RadiusCode.AccountingResponse ? RadiusCode.AccountingRequest : RadiusCode.AccessRequest;
        var identifier = (byte)(vector.Context.Number("request_identifier") ?? (vector.Octets.Length > 1 ? vector.Octets[1] : 0));
        var found = RadiusResponse.Check(vector.Octets, asked, identifier, request ?? s_zeros, secret, new(ModeOf(vector)), out var packet);
        return found == RadiusVerdict.Accepted ? Accepted(packet) : Observation.Refused(Observation.Discard, ReasonOf(found));
    }

    private static Observation Accepted(in RadiusPacket packet)
    {
        var decision = RadiusDecisions.Decide(packet, RadiusServiceType.Administrative, RadiusServiceType.NasPrompt, RadiusServiceType.CallCheck);
        return new(Observation.Accept)
        {
            Facts = new()
            {
                ["code"] = (int)packet.Code,
                ["result"] = decision == RadiusDecision.Granted ? "accept" : "reject",
                ["try_next_server"] = false, // an answer is final, whatever it says
                ["administrative"] = decision == RadiusDecision.Granted && CiscoPrivilege.Read(packet).Access == ConsoleAccess.Administrator,
            },
        };
    }

    private static void RequireSamePacket(VectorCase vector, in RadiusPacket packet, byte[]? request, RadiusSecret secret, Findings findings)
    {
        var isAccess = packet.Code == RadiusCode.AccessRequest;
        var buffer = new byte[RadiusPacket.MaxSize];
        var writer = new RadiusPacketWriter(buffer, packet.Code, packet.Identifier, isAccess ? packet.Authenticator : default);
        Span<byte> clear = stackalloc byte[UserPassword.MaxSize];
        foreach (var attribute in packet.Attributes)
        {
            if (attribute.Type == RadiusAttributeType.MessageAuthenticator)
                writer.ReserveMessageAuthenticator();
            else if (attribute.Type == RadiusAttributeType.UserPassword && UserPassword.TryReveal(attribute.Value, secret, packet.Authenticator, clear, out var length))
                writer.WriteUserPassword(clear[..length], secret);
            else
                writer.WriteOctets(attribute.Type, attribute.Value);
        }
        var size = packet.Code switch
        {
            RadiusCode.AccessRequest => writer.FinishAccessRequest(secret),
            RadiusCode.AccountingRequest => writer.FinishAccountingRequest(secret),
            _ => writer.FinishResponse(request ?? s_zeros, secret),
        };
        findings.RequireOctets("packet written again", vector.Octets.AsSpan(0, packet.Octets.Length), buffer.AsSpan(0, size));
    }

    private static MessageAuthenticatorMode ModeOf(VectorCase vector) => vector.Context.Text("message_authenticator") switch
    {
        "auto" => MessageAuthenticatorMode.Auto,
        "accept-missing" => MessageAuthenticatorMode.AcceptMissing,
        _ => MessageAuthenticatorMode.Require,
    };

    private static string ReasonOf(RadiusVerdict verdict) => verdict switch
    {
        RadiusVerdict.Length => Reasons.Length,
        RadiusVerdict.AttributeLength => Reasons.AttributeLength,
        RadiusVerdict.UnexpectedCode => Reasons.Code,
        RadiusVerdict.Identifier => Reasons.Identifier,
        RadiusVerdict.ResponseAuthenticator => Reasons.ResponseAuthenticator,
        RadiusVerdict.RequestAuthenticator => Reasons.RequestAuthenticator,
        RadiusVerdict.MessageAuthenticator => Reasons.MessageAuthenticator,
        RadiusVerdict.MessageAuthenticatorMissing => Reasons.MessageAuthenticatorMissing,
        RadiusVerdict.Credentials => Reasons.Credentials,
        RadiusVerdict.NasIdentity => Reasons.NasIdentity,
        _ => Reasons.ForbiddenAttribute,
    };
}
