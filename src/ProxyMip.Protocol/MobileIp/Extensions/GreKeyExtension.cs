using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>GRE Key extension, RFC 6245: the key the other end puts into the tunnel packets it sends. Asks for GRE even with the G bit clear.</summary>
public readonly record struct GreKeyExtension
{
    //  |   Type = 48   |  Subtype = 0  |          Length = 4           |
    //  |                        Key Identifier                         |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    /// <summary>The key; 0 in a request leaves both keys to the home agent.</summary>
    public uint Key { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out GreKeyExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.GreKey);
        wire.Expect(0); // subtype
        wire.ExpectLength16();
        extension = new() { Key = wire.ReadUInt32() };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.GreKey);
        wire.WriteUInt8(0); // subtype
        var lengthAt = wire.Written;
        wire.WriteUInt16(0);
        wire.WriteUInt32(Key);
        wire.PatchLength16(lengthAt);
        return wire.Written;
    }
}
