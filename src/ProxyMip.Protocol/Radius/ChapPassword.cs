using System.Security.Cryptography;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Protocol.Radius;

/// <summary>CHAP response, RFC 1994 §4.1, as RADIUS (RFC 2865 §5.3) and TACACS+ (RFC 8907 §5.4.2.3) carry it.</summary>
public static class ChapPassword
{
    /// <summary>Octets in a response.</summary>
    public const int ResponseSize = Md5.Size;

    /// <summary>Octets in the value of attribute 3: identifier and response.</summary>
    public const int Size = 1 + ResponseSize;

    /// <summary>Writes MD5(identifier, password, challenge) to the first 16 octets of the destination.</summary>
    public static void Compute(byte identifier, ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge, Span<byte> destination)
    {
        var hash = new Md5Hash();
        hash.Append([identifier]);
        hash.Append(password);
        hash.Append(challenge);
        hash.Finish(destination);
    }

    /// <summary>Whether an Access-Request carries a CHAP response of this password; its challenge is attribute 60 or the Request Authenticator.</summary>
    public static bool Verify(in RadiusPacket request, ReadOnlySpan<byte> password)
    {
        if (!request.TryGet(RadiusAttributeType.ChapPassword, out var chap) || chap.Value.Length != Size)
            return false;
        var challenge = request.TryGet(RadiusAttributeType.ChapChallenge, out var sent) ? sent.Value : request.Authenticator;
        Span<byte> response = stackalloc byte[ResponseSize];
        Compute(chap.Value[0], password, challenge, response);
        return CryptographicOperations.FixedTimeEquals(response, chap.Value[1..]);
    }
}
