using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// A received authentication extension: Mobile-Home (32), Mobile-Foreign (33) or Foreign-Home (34), RFC 5944 §3.5, or the generalized one (36),
/// RFC 4721 §5. It carries the octets its authenticator covers, so that what is verified can only be what was received.
/// </summary>
public readonly ref struct AuthenticationExtension
{
    //  |     Type      |    Length     |             SPI ....          |
    //  |          .... SPI             |      Authenticator ...        |
    //
    //  |   Type = 36   |    Subtype    |            Length             |
    //  |                              SPI                              |
    //  |                       Authenticator ...                       |

    /// <summary>The subtype of type 36 that is Mobile-AAA authentication.</summary>
    public const byte MobileAaaSubtype = 1;

    private const int ShortestMobileAaaData = 20;

    private AuthenticationExtension(scoped in Extension extension, Spi spi, ReadOnlySpan<byte> authenticator)
    {
        Type = extension.Type;
        Subtype = extension.Subtype;
        Offset = extension.Offset;
        Spi = spi;
        Authenticator = authenticator;
        Covered = extension.PrecedingAndHeader(Spi.Size);
    }

    /// <summary>32, 33, 34 or 36.</summary>
    public ExtensionType Type { get; }

    /// <summary>The subtype of type 36; else 0.</summary>
    public byte Subtype { get; }

    /// <summary>Where the type octet is, in octets from the start of the datagram.</summary>
    public int Offset { get; }

    /// <summary>Which association the sender used. May lie in the reserved range: the octets are a stranger's.</summary>
    public Spi Spi { get; }

    /// <summary>The authenticator as it came, 0 octets or more; a right one has 16.</summary>
    public ReadOnlySpan<byte> Authenticator { get; }

    /// <summary>Every octet of the datagram before the authenticator: the message, earlier extensions, and this one's type, length and SPI.</summary>
    public ReadOnlySpan<byte> Covered { get; }

    /// <summary>Whether this is Mobile-AAA authentication: type 36, subtype 1.</summary>
    public bool IsMobileAaa => Type == ExtensionType.GeneralizedAuthentication && Subtype == MobileAaaSubtype;

    /// <summary>Reads an extension found in a message; false if it is no authentication extension.</summary>
    public static bool TryRead(scoped in Extension extension, out AuthenticationExtension authentication)
    {
        authentication = default;
        if (!extension.Type.IsAuthentication())
            return false;
        var wire = new WireReader(extension.Data);
        var spi = new Spi(wire.ReadUInt32());
        if (wire.Failed)
            return false;
        authentication = new(extension, spi, wire.ReadRest());
        return true;
    }

    internal static int ShortestData(ExtensionType type, byte subtype) =>
        type == ExtensionType.GeneralizedAuthentication && subtype == MobileAaaSubtype ? ShortestMobileAaaData : Spi.Size;

    internal static void WriteHeader(ref WireWriter wire, ExtensionType type, Spi spi, int authenticatorSize)
    {
        if (!type.IsAuthentication())
            throw new ArgumentException($"{type} is no authentication extension.");
        wire.WriteUInt8((byte)type);
        if (type == ExtensionType.GeneralizedAuthentication)
        {
            wire.WriteUInt8(MobileAaaSubtype);
            wire.WriteUInt16((ushort)(Spi.Size + authenticatorSize));
        }
        else
            wire.WriteUInt8((byte)(Spi.Size + authenticatorSize));
        wire.WriteUInt32(spi.Value);
    }
}
