using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Access-Request for the security association of a mobile node (protocol reference 16.4). Access point and home agent both ask, each under its own name.
/// </summary>
public sealed record AssociationRequest
{
    /// <summary>The home address: the user name.</summary>
    public required Ipv4Address MobileNode { get; init; }

    /// <summary>Own address: NAS-IP-Address.</summary>
    public required Ipv4Address NasAddress { get; init; }

    /// <summary>Own name: NAS-Identifier; null to leave it out.</summary>
    public string? NasIdentifier { get; init; }

    /// <summary>A small number per association of the station: NAS-Port; null from a home agent.</summary>
    public uint? NasPort { get; init; }

    /// <summary>The client's Ethernet address: Calling-Station-Id; null from a home agent.</summary>
    public MacAddress? Station { get; init; }

    /// <summary>Access point and SSID, such as <c>02000a140002:bnetwork30</c>: Called-Station-Id; null to leave it out.</summary>
    public string? CalledStation { get; init; }

    /// <summary>Writes the packet and returns its size.</summary>
    /// <param name="destination">Room for <see cref="RadiusPacket.MaxSize"/> octets.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="authenticator">16 unpredictable octets.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="password">The fixed word configured for this use.</param>
    public int WriteTo(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret, ReadOnlySpan<byte> password)
    {
        var packet = RadiusPacketWriter.AccessRequest(destination, identifier, authenticator);
        packet.WriteText(RadiusAttributeType.UserName, MobileNode.ToString());
        packet.WriteUserPassword(password, secret);
        packet.WriteAddress(RadiusAttributeType.NasIpAddress, NasAddress);
        if (NasPort is { } port)
            packet.WriteInteger(RadiusAttributeType.NasPort, port);
        packet.WriteInteger(RadiusAttributeType.NasPortType, (uint)RadiusPortType.Wireless80211);
        if (Station is { } station)
            packet.WriteText(RadiusAttributeType.CallingStationId, station.ToBareString());
        if (CalledStation is { } called)
            packet.WriteText(RadiusAttributeType.CalledStationId, called);
        if (NasIdentifier is { } name)
            packet.WriteText(RadiusAttributeType.NasIdentifier, name);
        return packet.FinishAccessRequest(secret);
    }
}
