using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an authorization REQUEST, RFC 8907 §6.1. A view: absent fields are empty.</summary>
public readonly ref struct AuthorizationRequest
{
    //  | authen_method |   priv_lvl    |  authen_type  | authen_service|
    //  |   user_len    |   port_len    | rem_addr_len  |    arg_cnt    |
    //  |  one length octet per argument; user ... port ... rem_addr ... arguments ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 8;

    /// <summary>How the user was authenticated.</summary>
    public TacacsAuthenticationMethod Method { get; init; }

    /// <summary>0 to 15.</summary>
    public byte PrivilegeLevel { get; init; }

    /// <summary>As in the authentication.</summary>
    public TacacsAuthenticationType AuthenticationType { get; init; }

    /// <summary>As in the authentication.</summary>
    public TacacsAuthenticationService Service { get; init; }

    /// <summary>User name; for an association the home address in text.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Name of the port.</summary>
    public ReadOnlySpan<byte> Port { get; init; }

    /// <summary>Where the user comes from.</summary>
    public ReadOnlySpan<byte> RemoteAddress { get; init; }

    /// <summary>What is asked for; <c>service=</c> is always among them (RFC 8907 §8.2).</summary>
    public TacacsArguments Arguments { get; init; }

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + User.Length + Port.Length + RemoteAddress.Length + Arguments.Size;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out AuthorizationRequest request, out WireFault fault)
    {
        var wire = new WireReader(body);
        request = Read(ref wire);
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 255 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        Write(ref wire);
        return wire.Written;
    }

    internal static AuthorizationRequest Read(scoped ref WireReader wire)
    {
        var method = (TacacsAuthenticationMethod)wire.ReadUInt8();
        var level = wire.ReadUInt8();
        var type = (TacacsAuthenticationType)wire.ReadUInt8();
        var service = (TacacsAuthenticationService)wire.ReadUInt8();
        int user = wire.ReadUInt8(), port = wire.ReadUInt8(), remote = wire.ReadUInt8(), count = wire.ReadUInt8();
        var lengths = wire.ReadOctets(count);
        return new()
        {
            Method = method,
            PrivilegeLevel = level,
            AuthenticationType = type,
            Service = service,
            User = wire.ReadOctets(user),
            Port = wire.ReadOctets(port),
            RemoteAddress = wire.ReadOctets(remote),
            Arguments = TacacsArguments.Read(lengths, ref wire),
        };
    }

    internal void Write(ref WireWriter wire)
    {
        wire.WriteUInt8((byte)Method);
        wire.WriteUInt8(PrivilegeLevel);
        wire.WriteUInt8((byte)AuthenticationType);
        wire.WriteUInt8((byte)Service);
        wire.WriteUInt8(checked((byte)User.Length));
        wire.WriteUInt8(checked((byte)Port.Length));
        wire.WriteUInt8(checked((byte)RemoteAddress.Length));
        wire.WriteUInt8((byte)Arguments.Count);
        wire.WriteOctets(Arguments.Lengths);
        wire.WriteOctets(User);
        wire.WriteOctets(Port);
        wire.WriteOctets(RemoteAddress);
        wire.WriteOctets(Arguments.Texts);
    }
}
