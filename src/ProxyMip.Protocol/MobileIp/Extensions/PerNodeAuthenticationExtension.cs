using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Per-node authentication method of Proxy Mobile IPv4, RFC 5563 §5.1: says that the request is authenticated between the agents and carries no
/// Mobile-Home authentication.
/// </summary>
public readonly record struct PerNodeAuthenticationExtension
{
    //  |   Type = 47   |  Subtype = 1  |          Length = 1           |
    //  |    Method     |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 5;

    /// <summary>The subtype.</summary>
    public const byte Subtype = 1;

    /// <summary>How the agents authenticate; a number without a name is kept as it came.</summary>
    public PerNodeAuthenticationMethod Method { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out PerNodeAuthenticationExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.ProxyNonSkippable);
        wire.Expect(Subtype);
        wire.ExpectLength16();
        extension = new() { Method = (PerNodeAuthenticationMethod)wire.ReadUInt8() };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.ProxyNonSkippable);
        wire.WriteUInt8(Subtype);
        var lengthAt = wire.Written;
        wire.WriteUInt16(0);
        wire.WriteUInt8((byte)Method);
        wire.PatchLength16(lengthAt);
        return wire.Written;
    }
}
