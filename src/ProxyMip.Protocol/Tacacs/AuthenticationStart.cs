using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>Body of an authentication START, RFC 8907 §5.1. A view: absent fields are empty.</summary>
public readonly ref struct AuthenticationStart
{
    //  |    action     |   priv_lvl    |  authen_type  | authen_service|
    //  |   user_len    |   port_len    | rem_addr_len  |   data_len    |
    //  |  user ... port ... rem_addr ... data ...

    /// <summary>Octets in front of the fields of variable length.</summary>
    public const int FixedSize = 8;

    /// <summary>What is asked for.</summary>
    public TacacsAction Action { get; init; }

    /// <summary>0 to 15.</summary>
    public byte PrivilegeLevel { get; init; }

    /// <summary>How the user proves who they are.</summary>
    public TacacsAuthenticationType AuthenticationType { get; init; }

    /// <summary>Which service asks.</summary>
    public TacacsAuthenticationService Service { get; init; }

    /// <summary>User name, UTF-8, at most 255 octets.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Name of the port, at most 255 octets.</summary>
    public ReadOnlySpan<byte> Port { get; init; }

    /// <summary>Where the user comes from, at most 255 octets.</summary>
    public ReadOnlySpan<byte> RemoteAddress { get; init; }

    /// <summary>PAP: the password. CHAP: see <see cref="TacacsChap"/>. At most 255 octets.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Minor version the header must have: 0 for ASCII, 1 for the others (RFC 8907 §5.4.1).</summary>
    public TacacsVersion Version => VersionOf(AuthenticationType);

    /// <summary>Octets the body takes.</summary>
    public int Size => FixedSize + User.Length + Port.Length + RemoteAddress.Length + Data.Length;

    /// <summary>Minor version of a type of authentication.</summary>
    public static TacacsVersion VersionOf(TacacsAuthenticationType type) =>
        type is TacacsAuthenticationType.Pap or TacacsAuthenticationType.Chap or TacacsAuthenticationType.MsChap or TacacsAuthenticationType.MsChap2
            ? TacacsVersion.One
            : TacacsVersion.Default;

    /// <summary>Reads a body in the clear; its inner lengths must add up to it exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out AuthenticationStart start, out WireFault fault)
    {
        var wire = new WireReader(body);
        var action = (TacacsAction)wire.ReadUInt8();
        var level = wire.ReadUInt8();
        var type = (TacacsAuthenticationType)wire.ReadUInt8();
        var service = (TacacsAuthenticationService)wire.ReadUInt8();
        int user = wire.ReadUInt8(), port = wire.ReadUInt8(), remote = wire.ReadUInt8(), data = wire.ReadUInt8();
        start = new()
        {
            Action = action,
            PrivilegeLevel = level,
            AuthenticationType = type,
            Service = service,
            User = wire.ReadOctets(user),
            Port = wire.ReadOctets(port),
            RemoteAddress = wire.ReadOctets(remote),
            Data = wire.ReadOctets(data),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body in the clear and returns <see cref="Size"/>.</summary>
    /// <exception cref="OverflowException">A field has more than 255 octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Action);
        wire.WriteUInt8(PrivilegeLevel);
        wire.WriteUInt8((byte)AuthenticationType);
        wire.WriteUInt8((byte)Service);
        wire.WriteUInt8(checked((byte)User.Length));
        wire.WriteUInt8(checked((byte)Port.Length));
        wire.WriteUInt8(checked((byte)RemoteAddress.Length));
        wire.WriteUInt8(checked((byte)Data.Length));
        wire.WriteOctets(User);
        wire.WriteOctets(Port);
        wire.WriteOctets(RemoteAddress);
        wire.WriteOctets(Data);
        return wire.Written;
    }
}
