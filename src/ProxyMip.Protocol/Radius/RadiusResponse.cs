using System.Security.Cryptography;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>The checks of a response, in the order they are made (protocol reference 16.2 and 16.3).</summary>
public static class RadiusResponse
{
    /// <summary>
    /// Checks what came from the address and port of a server: lengths, code, identifier, Response Authenticator, Message-Authenticator. The packet may be
    /// used only when the verdict is <see cref="RadiusVerdict.Accepted"/>.
    /// </summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="request">Code of the request that is outstanding.</param>
    /// <param name="identifier">Identifier of that request.</param>
    /// <param name="requestAuthenticator">16 octets: authenticator of that request.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="policy">Whether a Message-Authenticator is required.</param>
    /// <param name="packet">The packet, empty unless the octets could be read.</param>
    public static RadiusVerdict Check(ReadOnlySpan<byte> datagram, RadiusCode request, byte identifier, ReadOnlySpan<byte> requestAuthenticator,
        RadiusSecret secret, MessageAuthenticatorPolicy policy, out RadiusPacket packet)
    {
        if (!RadiusPacket.TryParse(datagram, out packet, out var fault))
            return VerdictOf(fault);
        if (!Answers(request, packet.Code))
            return RadiusVerdict.UnexpectedCode;
        if (packet.Identifier != identifier)
            return RadiusVerdict.Identifier;
        Span<byte> expected = stackalloc byte[RadiusPacket.AuthenticatorSize];
        secret.ComputeAuthenticator(packet.Octets, requestAuthenticator, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, packet.Authenticator))
            return RadiusVerdict.ResponseAuthenticator;
        return MessageAuthenticator.Check(packet, requestAuthenticator, secret) switch
        {
            MessageAuthenticatorState.Valid => RadiusVerdict.Accepted,
            MessageAuthenticatorState.Missing when packet.Code == RadiusCode.AccountingResponse || !policy.IsRequired => RadiusVerdict.Accepted,
            MessageAuthenticatorState.Missing => RadiusVerdict.MessageAuthenticatorMissing,
            _ => RadiusVerdict.MessageAuthenticator,
        };
    }

    internal static RadiusVerdict VerdictOf(WireFault fault) =>
        fault.Offset < RadiusPacket.HeaderSize ? RadiusVerdict.Length : RadiusVerdict.AttributeLength;

    private static bool Answers(RadiusCode request, RadiusCode response) => request switch
    {
        RadiusCode.AccessRequest => response is RadiusCode.AccessAccept or RadiusCode.AccessReject or RadiusCode.AccessChallenge,
        RadiusCode.AccountingRequest => response is RadiusCode.AccountingResponse,
        RadiusCode.StatusServer => response is RadiusCode.AccessAccept or RadiusCode.AccountingResponse,
        _ => false,
    };
}
