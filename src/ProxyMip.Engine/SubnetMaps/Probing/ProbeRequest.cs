using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Probing;

/// <summary>
/// The invalid registration request that asks a home agent for any answer at all (manual; protocol reference 15.7). Its SPI is reserved, so it is bad
/// everywhere; its home address is the network's own, which no host has; its lifetime is not 0, so that even an agent that fails to check it deregisters nobody.
/// </summary>
internal static class ProbeRequest
{
    /// <summary>UDP port of registration messages.</summary>
    public const ushort Port = 434;

    private const byte TimeToLive = 64;
    private const int ExtensionRoom = 22;
    private static readonly Spi s_badSpi = new(255);

    /// <summary>Makes a probe.</summary>
    /// <param name="self">The authoritative access point that probes.</param>
    /// <param name="row">The row in question.</param>
    /// <param name="unicast">To the home agent's address instead of the directed broadcast address.</param>
    /// <param name="lowWord">Low half of the Identification.</param>
    /// <param name="wall">Time of day for its high half.</param>
    /// <param name="entropy">For the authenticator.</param>
    public static SendDatagram Make(Ipv4Address self, MapRow row, bool unicast, uint lowWord, DateTimeOffset wall, EntropySource entropy)
    {
        var network = row.Network;
        var request = new RegistrationRequest
        {
            Lifetime = new(1),
            HomeAddress = network.Network,
            HomeAgent = network.DirectedBroadcast,
            CareOfAddress = self,
            Identification = Words.Join(Words.High(NtpTimestamp.From(wall)), lowWord),
        };
        var payload = new byte[RegistrationRequest.FixedSize + ExtensionRoom];
        var written = request.WriteTo(payload);
        Span<byte> anyKey = stackalloc byte[MobilityAuthenticator.Size];
        entropy.Fill(anyKey);
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.HmacMd5, new SecretKey(anyKey)); // of a key nobody has: random octets
        written += authenticator.Sign(payload, written, ExtensionType.MobileHomeAuthentication, s_badSpi);
        return new(null, null, null, self, unicast ? row.HomeAgent : network.DirectedBroadcast, TimeToLive, Port, Port, payload.AsMemory(0, written));
    }
}
