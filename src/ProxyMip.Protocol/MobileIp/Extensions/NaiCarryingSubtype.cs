namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Whose name an NAI carrying extension brings, RFC 3846.</summary>
public enum NaiCarryingSubtype : byte
{
    /// <summary>The home agent's.</summary>
    HomeAgent = 1,

    /// <summary>The AAA server's of the home network.</summary>
    HomeAaaServer = 2,
}
