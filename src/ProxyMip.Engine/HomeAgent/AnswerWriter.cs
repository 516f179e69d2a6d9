using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>What a home agent puts into a reply beside what it copies from the request.</summary>
internal readonly record struct Answer
{
    public required ReplyCode Code { get; init; }

    /// <summary>Granted; in a denial the lifetime asked for.</summary>
    public required RegistrationLifetime Lifetime { get; init; }

    public required ulong Identification { get; init; }

    /// <summary>GRE key the foreign agent has to use (RFC 6245); null when none was negotiated.</summary>
    public uint? GreKey { get; init; }

    /// <summary>Revocation support (RFC 3543); null when not negotiated.</summary>
    public RevocationSupportExtension? Revocation { get; init; }
}

/// <summary>
/// Writes replies (RFC 5944 §3.8.3): fixed part, what the node reads, Mobile-Home, what the foreign agent reads, Foreign-Home last.
/// </summary>
internal static class AnswerWriter
{
    private const byte UdpTunnelDeclined = 64; // RFC 3519 §3.2.1
    private const int Room = 1024; // a name, a challenge and every authenticator at their longest take 700

    public static byte[] Write(in RequestCase request, in Answer answer)
    {
        Span<byte> room = stackalloc byte[Room];
        var writer = new RegistrationWriter(room, new RegistrationReply
        {
            Code = answer.Code,
            Lifetime = answer.Lifetime,
            HomeAddress = request.Request.HomeAddress.IsAny && answer.Code.IsAccepted() ? request.HomeAddress ?? default : request.Request.HomeAddress,
            HomeAgent = request.HomeAgent,
            Identification = answer.Identification,
        });
        if (!request.Parts.Nai.IsEmpty)
            writer.Append(new MobileNodeNaiExtension { Nai = request.Parts.Nai });
        if (request.Parts.UdpTunnel is not null && answer.Code.IsAccepted() && !request.Request.IsDeregistration)
            writer.Append(new UdpTunnelReplyExtension { ReplyCode = UdpTunnelDeclined });
        if (request.NodeAssociation is { } node && !request.IsPerNode)
            writer.Sign(ExtensionType.MobileHomeAuthentication, node.Association.Spi, node.Authenticator);
        if (request.Parts.HasChallenge)
            writer.Append(new MobileForeignChallengeExtension { Challenge = request.Parts.Challenge });
        if (answer.GreKey is { } key)
            writer.Append(new GreKeyExtension { Key = key });
        if (answer.Revocation is { } revocation)
            writer.Append(revocation);
        // Extension 34 never goes with a deregistration (MSG-032), except among RFC 3344 agents, which put it there.
        if (request.ForeignAgentAssociation is { } agent && (!request.Request.IsDeregistration || request.Settings.Rfc3344Mode))
            writer.Sign(ExtensionType.ForeignHomeAuthentication, agent.Association.Spi, agent.Authenticator);
        return writer.CompleteUnauthorized().ToArray();
    }

    /// <summary>The fixed part alone: for an answer that must not be longer than the request it answers.</summary>
    public static byte[] WriteBare(in RequestCase request, in Answer answer)
    {
        var reply = new RegistrationReply
        {
            Code = answer.Code,
            Lifetime = answer.Lifetime,
            HomeAddress = request.Request.HomeAddress,
            HomeAgent = request.HomeAgent,
            Identification = answer.Identification,
        };
        var octets = new byte[RegistrationReply.FixedSize];
        reply.WriteTo(octets);
        return octets;
    }
}
