using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>First octet of a TACACS+ packet: major version 0xc, minor version by the kind of session (RFC 8907 §4.1 and §5.4.1).</summary>
public enum TacacsVersion : byte
{
    /// <summary>Minor version 0: ASCII login, authorization, accounting.</summary>
    Default = 0xc0,

    /// <summary>Minor version 1: PAP, CHAP and MS-CHAP.</summary>
    One = 0xc1,
}

/// <summary>Second octet of a TACACS+ packet (RFC 8907 §4.1).</summary>
public enum TacacsType : byte
{
    /// <summary>Who is it?</summary>
    Authentication = 1,

    /// <summary>What may they do?</summary>
    Authorization = 2,

    /// <summary>What did they do?</summary>
    Accounting = 3,
}

/// <summary>Bits of the fourth octet of a TACACS+ packet (RFC 8907 §4.1). Other bits are ignored.</summary>
[Flags]
public enum TacacsHeaderBits : byte
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The body is not obfuscated. Never set by us, and a failure in a reply while a key is configured (RFC 8907 §10.5.2).</summary>
    Unencrypted = 0x01,

    /// <summary>Several sessions share one connection, once both first packets carry it (RFC 8907 §4.3).</summary>
    SingleConnection = 0x04,
}

/// <summary>Header of a TACACS+ packet, RFC 8907 §4.1. The body follows it.</summary>
public readonly record struct TacacsHeader
{
    //  | major | minor |     type      |    seq_no     |     flags     |
    //  |                          session_id                           |
    //  |                            length                             |

    /// <summary>Octets in the header.</summary>
    public const int Size = 12;

    /// <summary>Longest body that is accepted, octets. RFC 8907 §4.1 asks for a limit without naming one.</summary>
    public const int MaxBodySize = 65_536;

    /// <summary>Major and minor version.</summary>
    public TacacsVersion Version { get; init; }

    /// <summary>Kind of session.</summary>
    public TacacsType Type { get; init; }

    /// <summary>1 for the first packet of a session; odd from the client, even from the server; 255 is the last.</summary>
    public byte Sequence { get; init; }

    /// <summary>The bits as received; only those of <see cref="TacacsHeaderBits"/> mean anything.</summary>
    public TacacsHeaderBits Bits { get; init; }

    /// <summary>From a strong random generator, the same in all packets of a session.</summary>
    public uint SessionId { get; init; }

    /// <summary>Octets in the body, at most <see cref="MaxBodySize"/>.</summary>
    public uint BodyLength { get; init; }

    /// <summary>0xc, the high half of the version octet.</summary>
    public int MajorVersion => (byte)Version / 16;

    /// <summary>0 or 1, the low half of the version octet.</summary>
    public int MinorVersion => (byte)Version % 16;

    /// <summary>Whether the body is in the clear.</summary>
    public bool IsUnencrypted => (Bits & TacacsHeaderBits.Unencrypted) != 0;

    /// <summary>Whether the sender asks for, or grants, several sessions on the connection.</summary>
    public bool IsSingleConnection => (Bits & TacacsHeaderBits.SingleConnection) != 0;

    /// <summary>
    /// Reads the first 12 octets. Refused are another version or type, sequence 0 and a body above the limit; unknown flag bits are ignored.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out TacacsHeader header, out WireFault fault)
    {
        var wire = new WireReader(octets);
        var version = (TacacsVersion)wire.ReadUInt8();
        if (version is not (TacacsVersion.Default or TacacsVersion.One))
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        var typeAt = wire.Position;
        var type = (TacacsType)wire.ReadUInt8();
        if (type is not (TacacsType.Authentication or TacacsType.Authorization or TacacsType.Accounting))
            wire.Fail(WireFaultKind.UnexpectedValue, typeAt);
        var sequenceAt = wire.Position;
        var sequence = wire.ReadUInt8();
        if (sequence == 0)
            wire.Fail(WireFaultKind.ForbiddenValue, sequenceAt);
        var bits = (TacacsHeaderBits)wire.ReadUInt8();
        var session = wire.ReadUInt32();
        var lengthAt = wire.Position;
        var length = wire.ReadUInt32();
        if (length > MaxBodySize)
            wire.Fail(WireFaultKind.BadLength, lengthAt);
        header = wire.Failed
            ? default
            : new() { Version = version, Type = type, Sequence = sequence, Bits = bits, SessionId = session, BodyLength = length };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the header and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Version);
        wire.WriteUInt8((byte)Type);
        wire.WriteUInt8(Sequence);
        wire.WriteUInt8((byte)Bits);
        wire.WriteUInt32(SessionId);
        wire.WriteUInt32(BodyLength);
        return wire.Written;
    }
}
