using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>Access-Request that asks whether a station's Ethernet address is known: Service-Type Call Check (RFC 5080 §2.1.1).</summary>
public sealed record StationRequest
{
    /// <summary>The station's Ethernet address: user name and Calling-Station-Id.</summary>
    public required MacAddress Station { get; init; }

    /// <summary>Own address: NAS-IP-Address.</summary>
    public required Ipv4Address NasAddress { get; init; }

    /// <summary>A small number per association of the station: NAS-Port.</summary>
    public required uint NasPort { get; init; }

    /// <summary>Writes the packet and returns its size.</summary>
    /// <param name="destination">Room for <see cref="RadiusPacket.MaxSize"/> octets.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="authenticator">16 unpredictable octets.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="password">A fixed word; often the address again, which a server operator should avoid: it is known plain text.</param>
    public int WriteTo(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret, ReadOnlySpan<byte> password)
    {
        var packet = RadiusPacketWriter.AccessRequest(destination, identifier, authenticator);
        packet.WriteText(RadiusAttributeType.UserName, Station.ToBareString());
        packet.WriteUserPassword(password, secret);
        packet.WriteInteger(RadiusAttributeType.ServiceType, (uint)RadiusServiceType.CallCheck);
        packet.WriteAddress(RadiusAttributeType.NasIpAddress, NasAddress);
        packet.WriteInteger(RadiusAttributeType.NasPort, NasPort);
        packet.WriteInteger(RadiusAttributeType.NasPortType, (uint)RadiusPortType.Wireless80211);
        packet.WriteText(RadiusAttributeType.CallingStationId, Station.ToString().Replace(':', '-'));
        return packet.FinishAccessRequest(secret);
    }
}
