using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>A RADIUS packet, RFC 2865 §3. A view: nothing is copied, and authenticators are checked over the octets received.</summary>
public readonly ref struct RadiusPacket
{
    //  |     Code      |  Identifier   |            Length             |
    //  |                  Authenticator (16 octets)                    |
    //  |  Attributes ...

    /// <summary>Octets in front of the attributes.</summary>
    public const int HeaderSize = 20;

    /// <summary>Most octets a packet may have.</summary>
    public const int MaxSize = 4096;

    /// <summary>Octets in an authenticator.</summary>
    public const int AuthenticatorSize = 16;

    /// <summary>Octets from the start of a packet to its authenticator.</summary>
    public const int AuthenticatorOffset = HeaderSize - AuthenticatorSize;

    private const int LengthOffset = 2;

    /// <summary>What the packet is.</summary>
    public RadiusCode Code { get; private init; }

    /// <summary>Matches a response to its request.</summary>
    public byte Identifier { get; private init; }

    /// <summary>Request or Response Authenticator, 16 octets.</summary>
    public ReadOnlySpan<byte> Authenticator { get; private init; }

    /// <summary>All attributes as received.</summary>
    public ReadOnlySpan<byte> AttributeOctets { get; private init; }

    /// <summary>The packet from code to the last attribute, without padding behind it.</summary>
    public ReadOnlySpan<byte> Octets { get; private init; }

    /// <summary>Walks the attributes in wire order; never meets a fault, since <see cref="TryParse"/> checked them.</summary>
    public RadiusAttributeReader Attributes => new(AttributeOctets, HeaderSize);

    /// <summary>
    /// Reads a packet. The length field must be 20 to 4096 and not above the datagram; octets behind it are padding (RFC 2865 §3). Every attribute must
    /// be whole. Any code is read: whether it is expected is decided by <see cref="RadiusResponse"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RadiusPacket packet, out WireFault fault)
    {
        packet = default;
        var wire = new WireReader(datagram);
        var code = (RadiusCode)wire.ReadUInt8();
        var identifier = wire.ReadUInt8();
        int length = wire.ReadUInt16();
        if (!wire.Failed && length is < HeaderSize or > MaxSize)
            wire.Fail(WireFaultKind.BadLength, LengthOffset);
        if (!wire.Failed && length > datagram.Length)
            wire.Fail(WireFaultKind.Truncated, LengthOffset);
        var authenticator = wire.ReadOctets(AuthenticatorSize);
        var attributes = wire.ReadOctets(length - HeaderSize);
        if (!wire.Succeeded(out fault))
            return false;
        var walk = new RadiusAttributeReader(attributes, HeaderSize);
        while (walk.MoveNext())
        {
        }
        if (!walk.Succeeded(out fault))
            return false;
        packet = new()
        {
            Code = code,
            Identifier = identifier,
            Authenticator = authenticator,
            AttributeOctets = attributes,
            Octets = datagram[..length],
        };
        return true;
    }

    /// <summary>Finds the first attribute of a type.</summary>
    public bool TryGet(RadiusAttributeType type, out RadiusAttribute attribute)
    {
        foreach (var candidate in Attributes)
        {
            if (candidate.Type == type)
            {
                attribute = candidate;
                return true;
            }
        }
        attribute = default;
        return false;
    }

    /// <summary>How many attributes of a type there are.</summary>
    public int Count(RadiusAttributeType type)
    {
        var count = 0;
        foreach (var candidate in Attributes)
            count += candidate.Type == type ? 1 : 0;
        return count;
    }
}
