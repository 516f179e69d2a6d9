namespace ProxyMip.Host.Decoding;

/// <summary>What the octets handed to the decoder start with (protocol reference, section 22), and the link layers of a capture.</summary>
internal enum DecodeLayer
{
    /// <summary>To be guessed from the octets.</summary>
    Unknown,

    /// <summary>An Ethernet II frame.</summary>
    Ethernet,

    /// <summary>An IPv4 packet.</summary>
    Ipv4,

    /// <summary>The payload of a datagram of UDP port 434.</summary>
    UdpPayload,

    /// <summary>A RADIUS packet.</summary>
    Radius,

    /// <summary>A TACACS+ packet.</summary>
    Tacacs,

    /// <summary>A datagram of UDP port 6500.</summary>
    SubnetMap,

    /// <summary>A Linux cooked frame of a capture on all interfaces, version 1.</summary>
    Cooked1,

    /// <summary>A Linux cooked frame, version 2.</summary>
    Cooked2,
}

/// <summary>Names of the layers on the command line and in vector files.</summary>
internal static class DecodeLayerNames
{
    public static IReadOnlyList<string> All { get; } = ["ethernet", "ipv4", "udp-payload", "radius", "tacacs", "subnet-map"];

    public static DecodeLayer Parse(string? name) => name switch
    {
        "ethernet" => DecodeLayer.Ethernet,
        "ipv4" => DecodeLayer.Ipv4,
        "udp-payload" => DecodeLayer.UdpPayload,
        "radius" => DecodeLayer.Radius,
        "tacacs" => DecodeLayer.Tacacs,
        "subnet-map" => DecodeLayer.SubnetMap,
        _ => DecodeLayer.Unknown,
    };
}
