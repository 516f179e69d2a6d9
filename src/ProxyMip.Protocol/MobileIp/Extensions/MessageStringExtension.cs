using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Message string extension, RFC 4917: text of an agent for people. It has no effect on the protocol.</summary>
public readonly ref struct MessageStringExtension
{
    //  |  Type = 145   |    Length     |    Subtype    |    Text ...   |

    /// <summary>Who wrote it; a number without a name is kept as it came.</summary>
    public MessageStringSubtype Subtype { get; init; }

    /// <summary>The text in UTF-8, up to 254 octets. A stranger's: whoever shows it must expect anything in it.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MessageStringExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.MessageString);
        wire.ExpectLength8();
        extension = new() { Subtype = (MessageStringSubtype)wire.ReadUInt8(), Text = wire.ReadRest() };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 3 more than the text.</summary>
    /// <exception cref="ArgumentException">The text is longer than 254 octets, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.MessageString);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8((byte)Subtype);
        wire.WriteOctets(Text);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
