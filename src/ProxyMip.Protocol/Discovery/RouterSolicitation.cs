using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>Router Solicitation, RFC 1256 §3, which is also the Agent Solicitation, RFC 5944 §2.2: an ICMP message without content, sent with IP TTL 1.</summary>
public static class RouterSolicitation
{
    //  |   Type = 10   |   Code = 0    |           Checksum            |
    //  |                           Reserved                            |

    /// <summary>The ICMP type.</summary>
    public const byte IcmpType = 10;

    /// <summary>Octets in the message.</summary>
    public const int Size = 8;

    /// <summary>
    /// Reads an ICMP message; octets behind the first 8 count for the checksum only. Faults: Truncated, UnexpectedValue (type, code), BadChecksum. Every one
    /// of them means: discard without a word.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out WireFault fault)
    {
        var wire = new WireReader(message);
        wire.Expect(IcmpType);
        wire.Expect(0);
        var checksumAt = wire.Position;
        wire.Skip(sizeof(ushort));
        wire.Skip(sizeof(uint)); // reserved
        if (!wire.Failed && !InternetChecksum.IsValid(message))
            wire.Fail(WireFaultKind.BadChecksum, checksumAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the message with its checksum and returns <see cref="Size"/>.</summary>
    public static int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8(IcmpType);
        wire.WriteUInt8(0);
        var checksumAt = wire.Written;
        wire.WriteUInt16(0);
        wire.WriteZeros(sizeof(uint));
        wire.PatchUInt16(checksumAt, InternetChecksum.Compute(destination[..Size]));
        return wire.Written;
    }
}
