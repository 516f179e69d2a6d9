using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>
/// The pad a body is mixed with, RFC 8907 §4.5: MD5(session id, key, version, sequence), then the same with the digest before appended. It hides little;
/// TACACS+ belongs on a protected network.
/// </summary>
public static class TacacsObfuscation
{
    /// <summary>Mixes the pad into the body in place. Doing it twice gives the body back.</summary>
    public static void Apply(Span<byte> body, in TacacsHeader header, SecretKey key)
    {
        Span<byte> session = stackalloc byte[sizeof(uint)];
        var wire = new WireWriter(session);
        wire.WriteUInt32(header.SessionId);
        var seed = new Md5Hash();
        seed.Append(session);
        seed.Append(key.Octets);
        seed.Append([(byte)header.Version, header.Sequence]);
        Span<byte> pad = stackalloc byte[Md5.Size];
        for (var first = true; !body.IsEmpty; first = false)
        {
            var hash = seed;
            if (!first)
                hash.Append(pad);
            hash.Finish(pad);
            var block = body[..Math.Min(pad.Length, body.Length)];
            for (var i = 0; i < block.Length; i++)
                block[i] ^= pad[i];
            body = body[block.Length..];
        }
    }
}
