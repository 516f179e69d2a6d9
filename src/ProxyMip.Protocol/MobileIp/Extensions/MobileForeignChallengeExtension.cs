using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Mobile-Foreign Challenge extension, RFC 4721 §4: in a request the challenge returned to the foreign agent, in a reply a new one.</summary>
public readonly ref struct MobileForeignChallengeExtension
{
    //  |  Type = 132   |    Length     |         Challenge ...         |

    /// <summary>The challenge, 0 to 255 octets.</summary>
    public ReadOnlySpan<byte> Challenge { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MobileForeignChallengeExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.MobileForeignChallenge);
        wire.ExpectLength8();
        extension = new() { Challenge = wire.ReadRest() };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 2 more than the challenge.</summary>
    /// <exception cref="ArgumentException">The challenge is longer than 255 octets, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.MobileForeignChallenge);
        wire.WriteLength8(Challenge.Length);
        wire.WriteOctets(Challenge);
        return wire.Written;
    }
}
