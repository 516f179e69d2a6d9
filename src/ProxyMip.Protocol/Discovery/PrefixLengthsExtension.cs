using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Prefix-Lengths extension, RFC 5944 §2.1.2: the length of the network prefix of each router address, in their order. Says nothing about care-of
/// addresses. A view over the octets it was read from.
/// </summary>
public readonly ref struct PrefixLengthsExtension
{
    //  |   Type = 19   |    Length     | Prefix Length |      ....     |

    private const byte LongestPrefix = 32;

    private PrefixLengthsExtension(ReadOnlySpan<byte> lengths) => Lengths = lengths;

    /// <summary>One length, 0 to 32, for each router address.</summary>
    public ReadOnlySpan<byte> Lengths { get; }

    /// <summary>
    /// Reads the extension, type octet first. Faults: BadLength when there is not one length for each router address, ForbiddenValue for a length above
    /// 32. Either makes a receiver pass over the extension, not the advertisement (decision D-15).
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, int routerAddresses, out PrefixLengthsExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)DiscoveryExtensionType.PrefixLengths);
        var lengthAt = wire.Position;
        wire.ExpectLength8();
        if (wire.Remaining != routerAddresses)
            wire.Fail(WireFaultKind.BadLength, lengthAt);
        var at = wire.Position;
        extension = new(wire.ReadRest());
        var tooLong = extension.Lengths.IndexOfAnyExceptInRange((byte)0, LongestPrefix);
        if (tooLong >= 0)
            wire.Fail(WireFaultKind.ForbiddenValue, at + tooLong);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 2 more than there are lengths.</summary>
    /// <exception cref="ArgumentException">There are more than 255 lengths, one is above 32, or there is too little room.</exception>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> lengths)
    {
        if (lengths.ContainsAnyExceptInRange((byte)0, LongestPrefix))
            throw new ArgumentException("A prefix has 0 to 32 bits.");
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)DiscoveryExtensionType.PrefixLengths);
        wire.WriteLength8(lengths.Length);
        wire.WriteOctets(lengths);
        return wire.Written;
    }
}
