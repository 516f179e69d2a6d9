using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Revocation support extension, RFC 3543 §3.2: in a request from the foreign agent, in a reply from the home agent, before extension 34.</summary>
public readonly record struct RevocationSupportExtension
{
    //  |  Type = 137   |  Length = 6   |I|          Reserved           |
    //  |                           Timestamp                           |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    private const ushort InformBit = 0x8000;

    /// <summary>I: the sender can have the mobile node told of a revocation.</summary>
    public bool InformsMobileNode { get; init; }

    /// <summary>The sender's time in seconds, by the clock its revocation identifiers will come from.</summary>
    public uint Timestamp { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out RevocationSupportExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.RevocationSupport);
        wire.ExpectLength8();
        extension = new()
        {
            InformsMobileNode = wire.ReadUInt16() >= InformBit, // the top bit; the others are reserved
            Timestamp = wire.ReadUInt32(),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.RevocationSupport);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt16(InformsMobileNode ? InformBit : (ushort)0);
        wire.WriteUInt32(Timestamp);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
