using System.Text;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>Puts a request of the proxy on the wire (protocol reference 4.1, 4.4, 9.4).</summary>
public static class RequestWriter
{
    private const byte ToForeignAgent = 255; // RFC 3024 §4.1.1, decision D-04
    private const byte OnLink = 1;
    private const int MostOctets = RegistrationRequest.FixedSize + 2 + 255 + DeviceSize + AccessTechnologyExtension.Size + 22 + 2 + 255 + 24 + 22;
    private const int DeviceSize = 4 + MacAddress.Size;

    /// <summary>
    /// The datagram of a request: from the client's addresses to the agent's, TTL 255 to a foreign agent, 1 on the home link and to 224.0.0.11, which stands in
    /// when only the agent's Ethernet address is known.
    /// </summary>
    public static SendDatagram Datagram(PendingRequest request)
    {
        var destination = request.Agent.IsAny ? Ipv4Address.AllMobilityAgents : request.Agent;
        return new(request.Port, request.Station, request.AgentLink, request.Client, destination,
            request.IsDirect || destination.IsMulticast ? OnLink : ToForeignAgent, OwnTraffic.RegistrationPort, OwnTraffic.RegistrationPort, Write(request));
    }

    /// <summary>
    /// The message: fixed part, what the home agent is to see, Mobile-Home, then what the foreign agent alone is to see: challenge with Mobile-AAA, and
    /// Mobile-Foreign last (RFC 5944 §3.6.1.3, RFC 4721 §3.1).
    /// </summary>
    public static byte[] Write(PendingRequest request)
    {
        Span<byte> octets = stackalloc byte[MostOctets];
        var written = new RegistrationRequest
        {
            Bits = request.Bits,
            Lifetime = request.Lifetime,
            HomeAddress = request.Client,
            HomeAgent = request.HomeAgent,
            CareOfAddress = request.CareOfAddress,
            Identification = request.Identification,
        }.WriteTo(octets);
        if (request.ProxyExtensions)
        {
            Span<byte> mac = stackalloc byte[MacAddress.Size];
            request.Station.CopyTo(mac);
            written += new DeviceIdentifierExtension { IdentifierType = DeviceIdentifierType.Ethernet, Identifier = mac }.WriteTo(octets[written..]);
            written += new AccessTechnologyExtension { Technology = AccessTechnology.WirelessLan }.WriteTo(octets[written..]);
        }
        if (request.Nai is { } nai)
            written += new MobileNodeNaiExtension { Nai = Encoding.UTF8.GetBytes(nai) }.WriteTo(octets[written..]);
        written += Sign(octets, written, ExtensionType.MobileHomeAuthentication, request.Association);
        if (!request.Challenge.IsEmpty)
            written += new MobileForeignChallengeExtension { Challenge = request.Challenge.Octets.AsSpan() }.WriteTo(octets[written..]);
        if (request.MobileAaaAssociation is { } aaa)
            written += SignForAaa(octets, written, aaa, request.Challenge);
        if (request.ForeignAgentAssociation is { } foreign)
            written += Sign(octets, written, ExtensionType.MobileForeignAuthentication, foreign);
        return octets[..written].ToArray();
    }

    private static int Sign(Span<byte> octets, int written, ExtensionType type, SecurityAssociation association) =>
        new MobilityAuthenticator(association.Algorithm, association.Key).Sign(octets, written, type, association.Spi);

    private static int SignForAaa(Span<byte> octets, int written, SecurityAssociation association, ChallengeOctets challenge) =>
        association.Spi == ChapAuthenticator.ChapSpi
            ? new ChapAuthenticator(association.Key).Sign(octets, written, challenge.Octets.AsSpan())
            : Sign(octets, written, ExtensionType.GeneralizedAuthentication, association);
}
