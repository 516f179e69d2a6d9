using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an accounting REQUEST, RFC 8907 §7.1: a flags octet in front of what an authorization REQUEST carries.</summary>
public readonly ref struct TacacsAccountingRequest
{
    //  |     flags     | then as in AuthorizationRequest

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 1 + AuthorizationRequest.FixedSize;

    /// <summary>Start, stop or update; the numbers as received.</summary>
    public TacacsAccountingBits Bits { get; init; }

    /// <summary>User, port, address and arguments.</summary>
    public AuthorizationRequest Subject { get; init; }

    /// <summary>Octets the body takes.</summary>
    public int Size => 1 + Subject.Size;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out TacacsAccountingRequest request, out WireFault fault)
    {
        var wire = new WireReader(body);
        var bits = (TacacsAccountingBits)wire.ReadUInt8();
        request = new() { Bits = bits, Subject = AuthorizationRequest.Read(ref wire) };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 255 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Bits);
        Subject.Write(ref wire);
        return wire.Written;
    }
}

/// <summary>Body of an accounting REPLY, RFC 8907 §7.2. A view: absent fields are empty.</summary>
public readonly ref struct TacacsAccountingReply
{
    //  |        server_msg_len         |           data_len            |
    //  |    status     |  server_msg ... data ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 5;

    /// <summary>How it stands.</summary>
    public TacacsAccountingStatus Status { get; init; }

    /// <summary>Text for the user.</summary>
    public ReadOnlySpan<byte> ServerMessage { get; init; }

    /// <summary>For the administrator.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>What the status means.</summary>
    public TacacsOutcome Outcome => Status switch
    {
        TacacsAccountingStatus.Success => TacacsOutcome.Pass,
        TacacsAccountingStatus.Error => TacacsOutcome.NextServer,
        _ => TacacsOutcome.Fail,
    };

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + ServerMessage.Length + Data.Length;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out TacacsAccountingReply reply, out WireFault fault)
    {
        var wire = new WireReader(body);
        int message = wire.ReadUInt16(), data = wire.ReadUInt16();
        var status = (TacacsAccountingStatus)wire.ReadUInt8();
        reply = new() { Status = status, ServerMessage = wire.ReadOctets(message), Data = wire.ReadOctets(data) };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 65535 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt16(checked((ushort)ServerMessage.Length));
        wire.WriteUInt16(checked((ushort)Data.Length));
        wire.WriteUInt8((byte)Status);
        wire.WriteOctets(ServerMessage);
        wire.WriteOctets(Data);
        return wire.Written;
    }
}
