using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an authorization REPLY, RFC 8907 §6.2. A view: absent fields are empty.</summary>
public readonly ref struct AuthorizationResponse
{
    //  |    status     |    arg_cnt    |        server_msg_len         |
    //  |           data_len            |  one length octet per argument
    //  |  server_msg ... data ... arguments ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 6;

    /// <summary>How it stands.</summary>
    public TacacsAuthorizationStatus Status { get; init; }

    /// <summary>Text for the user.</summary>
    public ReadOnlySpan<byte> ServerMessage { get; init; }

    /// <summary>For the administrator.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>What is granted; see <see cref="AuthorizationDecision"/> for what it means.</summary>
    public TacacsArguments Arguments { get; init; }

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + ServerMessage.Length + Data.Length + Arguments.Size;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out AuthorizationResponse response, out WireFault fault)
    {
        var wire = new WireReader(body);
        var status = (TacacsAuthorizationStatus)wire.ReadUInt8();
        int count = wire.ReadUInt8(), message = wire.ReadUInt16(), data = wire.ReadUInt16();
        var lengths = wire.ReadOctets(count);
        response = new()
        {
            Status = status,
            ServerMessage = wire.ReadOctets(message),
            Data = wire.ReadOctets(data),
            Arguments = TacacsArguments.Read(lengths, ref wire),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 65535 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Status);
        wire.WriteUInt8((byte)Arguments.Count);
        wire.WriteUInt16(checked((ushort)ServerMessage.Length));
        wire.WriteUInt16(checked((ushort)Data.Length));
        wire.WriteOctets(Arguments.Lengths);
        wire.WriteOctets(ServerMessage);
        wire.WriteOctets(Data);
        wire.WriteOctets(Arguments.Texts);
        return wire.Written;
    }
}
