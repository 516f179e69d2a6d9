using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>From where and to which own address a request came: where its answer goes.</summary>
/// <param name="Port">The port it came in on.</param>
/// <param name="LinkAddress">Ethernet source of its frame.</param>
/// <param name="Source">IP source.</param>
/// <param name="Destination">IP destination.</param>
/// <param name="SourcePort">UDP source port.</param>
internal sealed record Requester(PortId Port, MacAddress LinkAddress, Ipv4Address Source, Ipv4Address Destination, ushort SourcePort)
{
    public static Requester Of(DatagramReceived arrival) =>
        new(arrival.Port, arrival.LinkSource, arrival.Source, arrival.Destination, arrival.SourcePort);
}

/// <summary>A request relayed and not yet answered; due when it is given up. Kept beside a current entry, never in its place.</summary>
internal sealed class PendingRequest : Deadline
{
    public required Requester Requester { get; init; }

    public required RegistrationRequest Request { get; init; }

    /// <summary>The node's name; null when it gave none.</summary>
    public required string? Nai { get; init; }

    /// <summary>Octets of the request, which no denial exceeds.</summary>
    public required int Size { get; init; }

    /// <summary>Where it was relayed to: only that agent's answer counts.</summary>
    public required Ipv4Address RelayedTo { get; init; }

    public required Ipv4Address RelayedFrom { get; init; }

    public required bool EncapsulatingDelivery { get; init; }

    /// <summary>The key the home agent is asked to send with; null without GRE keys.</summary>
    public required uint? GreKey { get; init; }

    /// <summary>The challenge it answered, to compare with the one the home agent gives back; empty when none.</summary>
    public required byte[] Challenge { get; init; }

    /// <summary>Whether revocation was offered.</summary>
    public required bool OffersRevocation { get; init; }

    public PendingKey Key => new(Request.HomeAddress, Words.Low(Request.Identification), Request.HomeAddress.IsAny ? Nai : null);

    public NodeKey Node => NodeKey.Of(Request.HomeAddress, Nai);
}

/// <summary>What a reply is matched by: home address and low word of the Identification; without an address the name.</summary>
internal readonly record struct PendingKey(Ipv4Address HomeAddress, uint IdentificationLow, string? Nai);

/// <summary>What tells one node from another: its home address, or its name while it has none.</summary>
internal readonly record struct NodeKey(Ipv4Address HomeAddress, string? Nai)
{
    public static NodeKey Of(Ipv4Address homeAddress, string? nai) => new(homeAddress, homeAddress.IsAny ? nai : null);
}

/// <summary>A registered visitor; due when its lifetime ends.</summary>
internal sealed class Visitor : Deadline
{
    public required Ipv4Address HomeAddress { get; init; }

    public required PendingRequest Origin { get; set; }

    /// <summary>Its home agent, by the last successful reply.</summary>
    public required Ipv4Address HomeAgent { get; set; }

    /// <summary>What the packet path was told; null for a node that takes its packets out of the tunnel itself.</summary>
    public SetVisitorPath? Path { get; set; }

    /// <summary>The home agent's revocation timestamp; null when revocation was not negotiated.</summary>
    public uint? RevocationTimestamp { get; set; }
}
