using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Data field of a CHAP START, RFC 8907 §5.4.2.3: identifier, challenge, response of 16 octets.</summary>
public readonly ref struct TacacsChap
{
    /// <summary>Octets beside the challenge.</summary>
    public const int FixedSize = 1 + ChapPassword.ResponseSize;

    /// <summary>The identifier that was sent with the challenge.</summary>
    public byte Identifier { get; private init; }

    /// <summary>The challenge, at least one octet.</summary>
    public ReadOnlySpan<byte> Challenge { get; private init; }

    /// <summary>MD5(identifier, password, challenge).</summary>
    public ReadOnlySpan<byte> Response { get; private init; }

    /// <summary>Reads the data field; false when there is no room for a challenge.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out TacacsChap chap, out WireFault fault)
    {
        var wire = new WireReader(data);
        var identifier = wire.ReadUInt8();
        chap = new() { Identifier = identifier, Challenge = wire.ReadOctets(Math.Max(1, data.Length - FixedSize)), Response = wire.ReadOctets(ChapPassword.ResponseSize) };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the data field for a password and returns the octets written.</summary>
    public static int Write(byte identifier, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> password, Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8(identifier);
        wire.WriteOctets(challenge);
        ChapPassword.Compute(identifier, password, challenge, wire.Reserve(ChapPassword.ResponseSize));
        return wire.Written;
    }
}
