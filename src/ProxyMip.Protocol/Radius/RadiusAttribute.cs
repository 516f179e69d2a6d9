using System.Diagnostics.CodeAnalysis;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>One attribute, RFC 2865 §5. A view over the octets it was read from.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "RFC 2865 §5 calls it an attribute.")]
public readonly ref struct RadiusAttribute
{
    //  |     Type      |    Length     |  Value ...
    //  Length counts all three; a value has at most 253 octets.

    /// <summary>Octets in front of the value.</summary>
    public const int HeaderSize = 2;

    /// <summary>Most octets a value can have.</summary>
    public const int MaxValueSize = 253;

    internal RadiusAttribute(RadiusAttributeType type, int offset, ReadOnlySpan<byte> value)
    {
        Type = type;
        Offset = offset;
        Value = value;
    }

    /// <summary>The number.</summary>
    public RadiusAttributeType Type { get; }

    /// <summary>Octets from the start of the packet to the type octet.</summary>
    public int Offset { get; }

    /// <summary>The value, 0 to 253 octets.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The length octet: value and header.</summary>
    public int Length => HeaderSize + Value.Length;

    /// <summary>Reads a 32-bit integer; false when the value does not have exactly four octets.</summary>
    public bool TryReadInteger(out uint value)
    {
        var wire = new WireReader(Value);
        value = wire.ReadUInt32();
        wire.ExpectEnd();
        return wire.Succeeded(out _);
    }

    /// <summary>Reads an IPv4 address; false when the value does not have exactly four octets.</summary>
    public bool TryReadAddress(out Ipv4Address address)
    {
        var read = TryReadInteger(out var value);
        address = new(value);
        return read;
    }
}
