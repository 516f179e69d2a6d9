using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>Access-Request for a login to the console: Service-Type Administrative on a virtual port (protocol reference 16.5).</summary>
public sealed record LoginRequest
{
    /// <summary>The administrator's name.</summary>
    public required string UserName { get; init; }

    /// <summary>Own address: NAS-IP-Address.</summary>
    public required Ipv4Address NasAddress { get; init; }

    /// <summary>Writes the packet with the password hidden and returns its size.</summary>
    /// <param name="destination">Room for <see cref="RadiusPacket.MaxSize"/> octets.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="authenticator">16 unpredictable octets.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="password">1 to 128 octets.</param>
    public int WriteTo(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret, ReadOnlySpan<byte> password)
    {
        var packet = Begin(destination, identifier, authenticator);
        packet.WriteUserPassword(password, secret);
        return Finish(ref packet, secret);
    }

    /// <summary>Writes the packet with a CHAP response over its authenticator and returns its size.</summary>
    /// <param name="destination">Room for <see cref="RadiusPacket.MaxSize"/> octets.</param>
    /// <param name="identifier">Unique among the requests outstanding on the port.</param>
    /// <param name="authenticator">16 unpredictable octets; also the challenge.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="chapIdentifier">Any number.</param>
    /// <param name="password">The password; it does not travel.</param>
    public int WriteChapTo(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret, byte chapIdentifier,
        ReadOnlySpan<byte> password)
    {
        var packet = Begin(destination, identifier, authenticator);
        packet.WriteChapPassword(chapIdentifier, password);
        return Finish(ref packet, secret);
    }

    private RadiusPacketWriter Begin(Span<byte> destination, byte identifier, ReadOnlySpan<byte> authenticator)
    {
        var packet = RadiusPacketWriter.AccessRequest(destination, identifier, authenticator);
        packet.WriteText(RadiusAttributeType.UserName, UserName);
        return packet;
    }

    private int Finish(ref RadiusPacketWriter packet, RadiusSecret secret)
    {
        packet.WriteInteger(RadiusAttributeType.ServiceType, (uint)RadiusServiceType.Administrative);
        packet.WriteAddress(RadiusAttributeType.NasIpAddress, NasAddress);
        packet.WriteInteger(RadiusAttributeType.NasPortType, (uint)RadiusPortType.Virtual);
        return packet.FinishAccessRequest(secret);
    }
}
