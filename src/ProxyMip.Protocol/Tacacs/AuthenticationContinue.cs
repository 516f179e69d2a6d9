using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an authentication CONTINUE, RFC 8907 §5.3. A view: absent fields are empty.</summary>
public readonly ref struct AuthenticationContinue
{
    //  |         user_msg_len          |           data_len            |
    //  |     flags     |  user_msg ... data ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 5;

    private const byte AbortBit = 0x01;

    /// <summary>The flags octet; 1 gives up.</summary>
    public byte Bits { get; init; }

    /// <summary>What the user typed: a name, a password, other data.</summary>
    public ReadOnlySpan<byte> UserMessage { get; init; }

    /// <summary>With an abort: why.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Whether the client gives up the session.</summary>
    public bool IsAbort => (Bits & AbortBit) != 0;

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + UserMessage.Length + Data.Length;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out AuthenticationContinue message, out WireFault fault)
    {
        var wire = new WireReader(body);
        int user = wire.ReadUInt16(), data = wire.ReadUInt16();
        message = new() { Bits = wire.ReadUInt8(), UserMessage = wire.ReadOctets(user), Data = wire.ReadOctets(data) };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 65535 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt16(checked((ushort)UserMessage.Length));
        wire.WriteUInt16(checked((ushort)Data.Length));
        wire.WriteUInt8(Bits);
        wire.WriteOctets(UserMessage);
        wire.WriteOctets(Data);
        return wire.Written;
    }
}
