using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>Makes registration requests, right ones by default; wrong ones by leaving out, doubling or disordering octets.</summary>
internal sealed record RequestMaker
{
    public RegistrationBits Bits { get; init; }

    public ushort Lifetime { get; init; } = 600;

    public Ipv4Address HomeAddress { get; init; } = Town.MobileNode;

    public Ipv4Address HomeAgent { get; init; } = Town.HomeAgent;

    public Ipv4Address CareOfAddress { get; init; } = Town.ForeignAgent;

    public ulong Identification { get; init; } = 0xed4ea8c080000001;

    /// <summary>Octets of extensions before the Mobile-Home extension.</summary>
    public byte[] Before { get; init; } = [];

    /// <summary>The Mobile-Home association; null leaves the extension out.</summary>
    public SecurityAssociation? Node { get; init; } = Town.NodeKey;

    /// <summary>Octets of extensions behind it.</summary>
    public byte[] Behind { get; init; } = [];

    /// <summary>Mobile-AAA behind that; null leaves it out.</summary>
    public SecurityAssociation? Aaa { get; init; }

    public SecurityAssociation? Foreign { get; init; }

    /// <summary>The Foreign-Home association at the end; null leaves the extension out.</summary>
    public SecurityAssociation? Agents { get; init; }

    public byte[] Make()
    {
        var request = new RegistrationRequest
        {
            Bits = Bits,
            Lifetime = new(Lifetime),
            HomeAddress = HomeAddress,
            HomeAgent = HomeAgent,
            CareOfAddress = CareOfAddress,
            Identification = Identification,
        };
        var octets = new byte[RegistrationRequest.FixedSize];
        request.WriteTo(octets);
        octets[1] = (byte)Bits; // the writer never sends a reserved bit
        octets = [.. octets, .. Before];
        octets = Sign(octets, ExtensionType.MobileHomeAuthentication, Node);
        octets = [.. octets, .. Behind];
        octets = Sign(octets, ExtensionType.GeneralizedAuthentication, Aaa);
        octets = Sign(octets, ExtensionType.MobileForeignAuthentication, Foreign);
        return Sign(octets, ExtensionType.ForeignHomeAuthentication, Agents);
    }

    /// <summary>The request as it arrives at the home agent from a foreign agent.</summary>
    public DatagramReceived AtHomeAgent(Ipv4Address? source = null, Ipv4Address? destination = null) => new(Town.OuterPort, AgentBench.Mac(0x99),
        source ?? CareOfAddress, destination ?? Town.HomeAgent, 60, 434, 434, Make());

    /// <summary>The request as a node that is home sends it over its home link.</summary>
    public DatagramReceived OnHomeLink() => new(Town.HomePort, Town.MobileNodeMac, HomeAddress, Town.HomeAgent, 255, 434, 434, Make());

    /// <summary>The request as a visitor (or its access point) sends it to the foreign agent.</summary>
    public DatagramReceived AtForeignAgent(byte timeToLive = 255, Ipv4Address? destination = null, MacAddress? link = null) => new(Town.VisitorPort,
        link ?? Town.MobileNodeMac, HomeAddress, destination ?? Town.ForeignAgent, timeToLive, 5434, 434, Make());

    /// <summary>A later request: the timestamp so many seconds on.</summary>
    public RequestMaker Later(double seconds = 1) => this with { Identification = unchecked(Identification + (ulong)(long)(seconds * 4294967296.0)) };

    public static byte[] Sign(byte[] octets, ExtensionType type, SecurityAssociation? association)
    {
        if (association is null)
            return octets;
        if (type == ExtensionType.GeneralizedAuthentication && association.Spi == ChapAuthenticator.ChapSpi)
            throw new NotSupportedException("The CHAP style depends on the challenge; take it from the vectors.");
        var room = new byte[octets.Length + 64];
        octets.CopyTo(room, 0);
        var size = new MobilityAuthenticator(association.Algorithm, association.Key).Sign(room, octets.Length, type, association.Spi);
        return room[..(octets.Length + size)];
    }
}
