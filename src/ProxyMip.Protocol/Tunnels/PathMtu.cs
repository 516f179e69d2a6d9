namespace ProxyMip.Protocol.Tunnels;

/// <summary>Numbers of path MTU discovery, RFC 1191.</summary>
public static class PathMtu
{
    /// <summary>Smallest MTU an IPv4 link may have, octets (RFC 791 §3.2).</summary>
    public const ushort Minimum = 68;

    /// <summary>
    /// The MTU to assume when a router reports none: the largest common one below the packet that did not fit (RFC 1191 §7, table 7-1).
    /// </summary>
    /// <param name="totalLength">Total length of that packet, octets.</param>
    public static ushort PlateauBelow(int totalLength) => totalLength switch
    {
        > 32000 => 32000,
        > 17914 => 17914,
        > 8166 => 8166,
        > 4352 => 4352,
        > 2002 => 2002,
        > 1492 => 1492,
        > 1006 => 1006,
        > 508 => 508,
        > 296 => 296,
        _ => Minimum,
    };
}
