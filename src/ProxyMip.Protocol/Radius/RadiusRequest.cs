using System.Security.Cryptography;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// The checks a server makes of a request, in the order they are made. The console has no server; the network in memory, the decoder and the tests use it.
/// </summary>
public static class RadiusRequest
{
    /// <summary>
    /// Checks lengths, code, authenticators and the rules of RFC 2865 §4.1 and RFC 2866 §4.1 about attributes. A missing Message-Authenticator of an
    /// Access-Request is refused.
    /// </summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="secret">Shared with the client.</param>
    /// <param name="packet">The packet, empty unless the octets could be read.</param>
    public static RadiusVerdict Check(ReadOnlySpan<byte> datagram, RadiusSecret secret, out RadiusPacket packet)
    {
        if (!RadiusPacket.TryParse(datagram, out packet, out var fault))
            return RadiusResponse.VerdictOf(fault);
        return packet.Code switch
        {
            RadiusCode.AccessRequest => CheckAccess(packet, secret),
            RadiusCode.AccountingRequest => CheckAccounting(packet, secret),
            _ => RadiusVerdict.UnexpectedCode,
        };
    }

    private static RadiusVerdict CheckAccess(in RadiusPacket packet, RadiusSecret secret)
    {
        switch (MessageAuthenticator.Check(packet, packet.Authenticator, secret))
        {
            case MessageAuthenticatorState.Missing:
                return RadiusVerdict.MessageAuthenticatorMissing;
            case MessageAuthenticatorState.Wrong:
                return RadiusVerdict.MessageAuthenticator;
        }
        return HasNasIdentity(packet) ? CheckCredentials(packet) : RadiusVerdict.NasIdentity;
    }

    private static RadiusVerdict CheckCredentials(in RadiusPacket packet)
    {
        var password = packet.Count(RadiusAttributeType.UserPassword);
        var chap = packet.Count(RadiusAttributeType.ChapPassword);
        var other = packet.Count(RadiusAttributeType.State) + packet.Count(RadiusAttributeType.EapMessage);
        return password + chap == 1 || (password + chap == 0 && other > 0) ? RadiusVerdict.Accepted : RadiusVerdict.Credentials;
    }

    private static RadiusVerdict CheckAccounting(in RadiusPacket packet, RadiusSecret secret)
    {
        Span<byte> zeros = stackalloc byte[RadiusPacket.AuthenticatorSize];
        zeros.Clear();
        Span<byte> expected = stackalloc byte[RadiusPacket.AuthenticatorSize];
        secret.ComputeAuthenticator(packet.Octets, zeros, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, packet.Authenticator))
            return RadiusVerdict.RequestAuthenticator;
        if (MessageAuthenticator.Check(packet, zeros, secret) == MessageAuthenticatorState.Wrong)
            return RadiusVerdict.MessageAuthenticator;
        foreach (var attribute in packet.Attributes)
        {
            if (IsForbiddenInAccounting(attribute.Type))
                return RadiusVerdict.ForbiddenAttribute;
        }
        if (!HasNasIdentity(packet))
            return RadiusVerdict.NasIdentity;
        return packet.Count(RadiusAttributeType.AcctStatusType) == 1 && packet.Count(RadiusAttributeType.AcctSessionId) == 1
            ? RadiusVerdict.Accepted
            : RadiusVerdict.AccountingAttributes;
    }

    /// <summary>Whether an accounting request must not carry the attribute (RFC 2866 §4.1).</summary>
    internal static bool IsForbiddenInAccounting(RadiusAttributeType type) =>
        type is RadiusAttributeType.UserPassword or RadiusAttributeType.ChapPassword or RadiusAttributeType.ReplyMessage or RadiusAttributeType.State;

    private static bool HasNasIdentity(in RadiusPacket packet) =>
        packet.Count(RadiusAttributeType.NasIpAddress) + packet.Count(RadiusAttributeType.NasIdentifier) > 0;
}
