using System.Security.Cryptography;

namespace ProxyMip.Protocol.Radius;

/// <summary>How the Message-Authenticator of a packet stands.</summary>
public enum MessageAuthenticatorState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Exactly one, and right.</summary>
    Valid,

    /// <summary>Wrong, of a length other than 16 octets, or more than one.</summary>
    Wrong,
}

/// <summary>Checks attribute 80 wherever it stands in a packet (RFC 3579 §3.2).</summary>
public static class MessageAuthenticator
{
    /// <summary>Checks the attribute.</summary>
    /// <param name="packet">The packet as received.</param>
    /// <param name="authenticator">
    /// 16 octets that stood in the authenticator field when it was made: the packet's own in an Access-Request, the request's in a response, zeros in an
    /// Accounting-Request.
    /// </param>
    /// <param name="secret">Shared with the peer.</param>
    public static MessageAuthenticatorState Check(in RadiusPacket packet, ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        if (!packet.TryGet(RadiusAttributeType.MessageAuthenticator, out var attribute))
            return MessageAuthenticatorState.Missing;
        if (attribute.Value.Length != RadiusPacket.AuthenticatorSize || packet.Count(RadiusAttributeType.MessageAuthenticator) != 1)
            return MessageAuthenticatorState.Wrong;
        Span<byte> expected = stackalloc byte[RadiusPacket.AuthenticatorSize];
        secret.ComputeMessageAuthenticator(packet.Octets, authenticator, attribute.Offset + RadiusAttribute.HeaderSize, expected);
        return CryptographicOperations.FixedTimeEquals(expected, attribute.Value) ? MessageAuthenticatorState.Valid : MessageAuthenticatorState.Wrong;
    }
}
