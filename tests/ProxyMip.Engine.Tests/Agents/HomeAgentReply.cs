using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>Makes the reply of a home agent to a relayed request, right by default.</summary>
internal sealed record HomeAgentReply
{
    public required RegistrationReply Reply { get; init; }

    public required SendDatagram Relayed { get; init; }

    /// <summary>Octets before the Mobile-Home extension.</summary>
    public byte[] Before { get; init; } = [];

    public SecurityAssociation? Node { get; init; } = Town.NodeKey;

    /// <summary>Octets behind it.</summary>
    public byte[] Behind { get; init; } = [];

    public SecurityAssociation? Agents { get; init; }

    public Ipv4Address? Source { get; init; }

    /// <summary>An acceptance of the request in a relayed datagram.</summary>
    public static HomeAgentReply To(SendDatagram relayed, ReplyCode code = ReplyCode.Accepted)
    {
        var request = AgentBench.RequestOf(relayed);
        return new()
        {
            Relayed = relayed,
            Reply = new()
            {
                Code = code,
                Lifetime = request.Lifetime,
                HomeAddress = request.HomeAddress,
                HomeAgent = request.HomeAgent,
                Identification = request.Identification,
            },
        };
    }

    public HomeAgentReply With(Func<RegistrationReply, RegistrationReply> change) => this with { Reply = change(Reply) };

    public byte[] Octets()
    {
        var octets = new byte[RegistrationReply.FixedSize];
        Reply.WriteTo(octets);
        octets = RequestMaker.Sign([.. octets, .. Before], ExtensionType.MobileHomeAuthentication, Node);
        return RequestMaker.Sign([.. octets, .. Behind], ExtensionType.ForeignHomeAuthentication, Agents);
    }

    public DatagramReceived Make() => new(Town.OuterPort, AgentBench.Mac(0x77), Source ?? Relayed.Destination, Relayed.Source, 60, 434, 434, Octets());
}
