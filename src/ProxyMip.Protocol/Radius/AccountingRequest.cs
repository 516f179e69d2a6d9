using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Accounting-Request about one client (RFC 2866 §4.1). It has no member for a password, State or Reply-Message: it must never carry them.
/// </summary>
public sealed record AccountingRequest
{
    /// <summary>Start, stop or interim.</summary>
    public required RadiusAccountingStatus Status { get; init; }

    /// <summary>Joins the reports of one session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The home address: user name and Framed-IP-Address.</summary>
    public required Ipv4Address MobileNode { get; init; }

    /// <summary>Own address: NAS-IP-Address.</summary>
    public required Ipv4Address NasAddress { get; init; }

    /// <summary>A small number per association of the station: NAS-Port.</summary>
    public required uint NasPort { get; init; }

    /// <summary>The client's Ethernet address: Calling-Station-Id.</summary>
    public required MacAddress Station { get; init; }

    /// <summary>Seconds the session has lasted; null in a start.</summary>
    public uint? SessionTime { get; init; }

    /// <summary>Seconds since the event; a change of it makes a new packet with a new identifier. Null: now.</summary>
    public uint? Delay { get; init; }

    /// <summary>Writes the packet and returns its size.</summary>
    /// <param name="destination">Room for <see cref="RadiusPacket.MaxSize"/> octets.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="secret">Shared with the server.</param>
    public int WriteTo(Span<byte> destination, byte identifier, RadiusSecret secret)
    {
        var packet = new RadiusPacketWriter(destination, RadiusCode.AccountingRequest, identifier, default);
        packet.WriteInteger(RadiusAttributeType.AcctStatusType, (uint)Status);
        packet.WriteText(RadiusAttributeType.AcctSessionId, SessionId);
        packet.WriteText(RadiusAttributeType.UserName, MobileNode.ToString());
        packet.WriteAddress(RadiusAttributeType.NasIpAddress, NasAddress);
        packet.WriteInteger(RadiusAttributeType.NasPort, NasPort);
        packet.WriteText(RadiusAttributeType.CallingStationId, Station.ToBareString());
        packet.WriteAddress(RadiusAttributeType.FramedIpAddress, MobileNode);
        if (SessionTime is { } time)
            packet.WriteInteger(RadiusAttributeType.AcctSessionTime, time);
        if (Delay is { } delay)
            packet.WriteInteger(RadiusAttributeType.AcctDelayTime, delay);
        return packet.FinishAccountingRequest(secret);
    }
}
