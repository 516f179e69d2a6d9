using System.Text.Json.Nodes;
using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>What an agent's answer or silence says, under the member names of expectations.</summary>
internal static class ReplyFacts
{
    public static JsonObject Of(in RegistrationReply reply) => new()
    {
        ["code"] = (int)reply.Code,
        ["lifetime"] = (int)reply.Lifetime.Seconds,
        ["home_address"] = reply.HomeAddress.ToString(),
        ["home_agent"] = reply.HomeAgent.ToString(),
        ["identification_hex"] = Hex(reply.Identification, 16),
        ["identification_high"] = Hex(ProxyMip.Protocol.Wire.Words.High(reply.Identification), 8),
        ["identification_low"] = Hex(ProxyMip.Protocol.Wire.Words.Low(reply.Identification), 8),
    };

    /// <summary>The reasons an agent counted for dropping messages.</summary>
    public static IEnumerable<string> ReasonsOf(AgentCounters counters, byte[] octets) => counters.Discards.Keys
        .Select(reason => reason == DiscardReason.AuthenticationFailed && !MessageReasons.Has(octets, ExtensionType.ForeignHomeAuthentication)
            ? Reasons.MissingForeignHome
            : ReasonOf(reason));

    private static string ReasonOf(DiscardReason reason) => reason switch
    {
        DiscardReason.UnknownMessageType => Reasons.MessageType,
        DiscardReason.TooShort => Reasons.Short,
        DiscardReason.TruncatedExtension => Reasons.TruncatedExtension,
        DiscardReason.UnknownExtension => Reasons.UnknownExtension,
        DiscardReason.MalformedAuthentication => Reasons.MalformedAuthentication,
        DiscardReason.NoAuthorization => Reasons.NoAuthorization,
        DiscardReason.UnknownNode => Reasons.NoAssociation,
        DiscardReason.UnknownForeignAgent => Reasons.NoForeignAssociation,
        DiscardReason.AuthenticationFailed => Reasons.WrongAuthenticator,
        DiscardReason.NoPendingRequest => Reasons.NoPendingRequest,
        DiscardReason.IdentificationMismatch => Reasons.Identification,
        DiscardReason.WrongSender => Reasons.WrongSender,
        DiscardReason.StaleRevocation => Reasons.Revocation,
        DiscardReason.NotAddressedHere => Reasons.NotAddressed,
        _ => reason.Describe(),
    };

    private static string Hex(ulong value, int digits) =>
        value.ToString("x" + digits.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
