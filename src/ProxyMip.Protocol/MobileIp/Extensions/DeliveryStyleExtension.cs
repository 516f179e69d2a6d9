using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Encapsulating delivery style extension, RFC 3024 §3.3: the node will itself wrap what goes through the reverse tunnel. Has no content. Only with the T
/// bit, behind the Mobile-Home authentication; the foreign agent takes it out.
/// </summary>
public static class DeliveryStyleExtension
{
    //  |  Type = 130   |  Length = 0   |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 2;

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.EncapsulatingDeliveryStyle);
        wire.ExpectLength8();
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public static int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.EncapsulatingDeliveryStyle);
        wire.WriteUInt8(0);
        return wire.Written;
    }
}
