using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Mobile node NAI extension, RFC 2794 §2: the name of the node, such as <c>user@realm</c>. Stands before its authentication extensions.</summary>
public readonly ref struct MobileNodeNaiExtension
{
    //  |  Type = 131   |    Length     |            NAI ...            |

    /// <summary>The name in UTF-8, without terminator, 1 to 255 octets.</summary>
    public ReadOnlySpan<byte> Nai { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength (also for no name at all), UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MobileNodeNaiExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.MobileNodeNai);
        wire.ExpectLength8();
        wire.Require(wire.Remaining > 0, WireFaultKind.BadLength);
        extension = new() { Nai = wire.ReadRest() };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 2 more than the name.</summary>
    /// <exception cref="ArgumentException">The name is longer than 255 octets, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.MobileNodeNai);
        wire.WriteLength8(Nai.Length);
        wire.WriteOctets(Nai);
        return wire.Written;
    }
}
