using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>Writes what a foreign agent sends: relayed requests and replies, their authorized part untouched, and its own denials (RFC 5944 §3.7.2, §3.7.3).</summary>
internal static class RelayWriter
{
    private const int Room = 400; // a challenge at its longest, an FA Error, a key, revocation support and an authenticator

    /// <summary>A request on its way to the home agent: what the node authorized, own extensions, Foreign-Home last.</summary>
    public static byte[] Request(in RequestParts parts, uint? greKey, RevocationSupportExtension? revocation, KeyedAssociation? homeAgent)
    {
        var relayed = parts.RelayedPart;
        var room = new byte[relayed.Length + Room];
        var writer = new RegistrationWriter(room, relayed);
        if (greKey is { } key)
            writer.Append(new GreKeyExtension { Key = key });
        if (revocation is { } support)
            writer.Append(support);
        if (homeAgent is not null)
            writer.Sign(ExtensionType.ForeignHomeAuthentication, homeAgent.Association.Spi, homeAgent.Authenticator);
        return writer.Message.ToArray();
    }

    /// <summary>A reply on its way to the node: the home agent's part, a refusal by this agent if there is one, a new challenge, Mobile-Foreign last.</summary>
    public static byte[] Reply(in RegistrationMessage message, ReplyCode? refusal, ReadOnlySpan<byte> challenge, KeyedAssociation? node)
    {
        var relayed = message.AuthorizedPart;
        var room = new byte[relayed.Length + Room];
        var writer = new RegistrationWriter(room, relayed);
        if (refusal is { } status)
            writer.Append(new ForeignAgentErrorExtension { Status = status });
        return Finish(ref writer, challenge, node);
    }

    /// <summary>A reply of this agent's own. Optional parts that would make it longer than the request are left out.</summary>
    public static byte[] Denial(in RegistrationRequest request, ReplyCode code, RegistrationLifetime lifetime, ReadOnlySpan<byte> challenge, KeyedAssociation? node,
        int longest)
    {
        var reply = new RegistrationReply
        {
            Code = code,
            Lifetime = lifetime,
            HomeAddress = request.HomeAddress,
            HomeAgent = request.HomeAgent,
            Identification = request.Identification,
        };
        var full = Denial(reply, challenge, node);
        if (full.Length > longest)
            full = Denial(reply, default, node);
        return full.Length > longest ? Denial(reply, default, null) : full;
    }

    private static byte[] Denial(in RegistrationReply reply, ReadOnlySpan<byte> challenge, KeyedAssociation? node)
    {
        var writer = new RegistrationWriter(new byte[RegistrationReply.FixedSize + Room], reply);
        return Finish(ref writer, challenge, node);
    }

    private static byte[] Finish(ref RegistrationWriter writer, ReadOnlySpan<byte> challenge, KeyedAssociation? node)
    {
        if (!challenge.IsEmpty)
            writer.Append(new MobileForeignChallengeExtension { Challenge = challenge });
        if (node is not null)
            writer.Sign(ExtensionType.MobileForeignAuthentication, node.Association.Spi, node.Authenticator);
        return writer.Message.ToArray();
    }
}
