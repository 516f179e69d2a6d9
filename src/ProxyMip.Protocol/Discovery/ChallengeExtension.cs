using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Agent Advertisement Challenge extension, RFC 4721 §2: random octets that a node has to return with its request. A view over the octets it was read
/// from, or over those it is made with.
/// </summary>
public readonly ref struct ChallengeExtension
{
    //  |   Type = 24   |    Length     |         Challenge ...         |

    /// <summary>The fewest random octets a foreign agent should use.</summary>
    public const int RecommendedSize = 4;

    /// <summary>The random octets, 0 to 255.</summary>
    public ReadOnlySpan<byte> Challenge { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated or BadLength for a wrong length, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out ChallengeExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)DiscoveryExtensionType.Challenge);
        wire.ExpectLength8();
        extension = new() { Challenge = wire.ReadRest() };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets.</summary>
    /// <exception cref="ArgumentException">The challenge is longer than 255 octets, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)DiscoveryExtensionType.Challenge);
        wire.WriteLength8(Challenge.Length);
        wire.WriteOctets(Challenge);
        return wire.Written;
    }
}
