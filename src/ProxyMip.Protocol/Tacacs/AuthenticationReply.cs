using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an authentication REPLY, RFC 8907 §5.2. A view: absent fields are empty.</summary>
public readonly ref struct AuthenticationReply
{
    //  |    status     |     flags     |        server_msg_len         |
    //  |           data_len            |  server_msg ... data ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 6;

    private const byte NoEchoBit = 0x01;

    /// <summary>How it stands.</summary>
    public TacacsAuthenticationStatus Status { get; init; }

    /// <summary>The flags octet; 1 asks not to echo what the user types.</summary>
    public byte Bits { get; init; }

    /// <summary>Text for the user.</summary>
    public ReadOnlySpan<byte> ServerMessage { get; init; }

    /// <summary>Not for the user.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Whether what the user types must not be shown (RFC 8907 §5.2).</summary>
    public bool NoEcho => (Bits & NoEchoBit) != 0;

    /// <summary>What the status means; RESTART and FOLLOW are failures, unknown numbers too (RFC 8907 §5.4.3).</summary>
    public TacacsOutcome Outcome => Status switch
    {
        TacacsAuthenticationStatus.Pass => TacacsOutcome.Pass,
        TacacsAuthenticationStatus.GetData or TacacsAuthenticationStatus.GetUser or TacacsAuthenticationStatus.GetPass => TacacsOutcome.Continue,
        TacacsAuthenticationStatus.Error => TacacsOutcome.NextServer,
        _ => TacacsOutcome.Fail,
    };

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + ServerMessage.Length + Data.Length;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out AuthenticationReply reply, out WireFault fault)
    {
        var wire = new WireReader(body);
        var status = (TacacsAuthenticationStatus)wire.ReadUInt8();
        var bits = wire.ReadUInt8();
        int message = wire.ReadUInt16(), data = wire.ReadUInt16();
        reply = new() { Status = status, Bits = bits, ServerMessage = wire.ReadOctets(message), Data = wire.ReadOctets(data) };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 65535 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Status);
        wire.WriteUInt8(Bits);
        wire.WriteUInt16(checked((ushort)ServerMessage.Length));
        wire.WriteUInt16(checked((ushort)Data.Length));
        wire.WriteOctets(ServerMessage);
        wire.WriteOctets(Data);
        return wire.Written;
    }
}
