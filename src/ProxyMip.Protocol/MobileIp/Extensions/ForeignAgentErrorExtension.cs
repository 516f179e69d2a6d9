using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// FA Error extension, RFC 4636: the foreign agent refuses what the home agent accepted, without touching the home agent's part of the reply.
/// </summary>
public readonly record struct ForeignAgentErrorExtension
{
    //  |   Type = 45   |  Length = 2   |  Subtype = 0  |    Status     |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 4;

    /// <summary>Why; <see cref="ReplyCodeMeaning.IsForeignAgentErrorStatus"/> says which numbers a sender may use. Others are kept as they came.</summary>
    public ReplyCode Status { get; init; }

    /// <summary>
    /// Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype. A receiver must not use a
    /// registration whose FA Error it cannot read.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out ForeignAgentErrorExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.ForeignAgentError);
        wire.ExpectLength8();
        wire.Expect(0); // subtype
        extension = new() { Status = (ReplyCode)wire.ReadUInt8() };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.ForeignAgentError);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8(0); // subtype
        wire.WriteUInt8((byte)Status);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
