using System.Collections.Immutable;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>Messages of one type since start.</summary>
/// <param name="Type">The type.</param>
/// <param name="Sent">Datagrams sent.</param>
/// <param name="SentOctets">UDP payload octets sent.</param>
/// <param name="Received">Datagrams accepted.</param>
/// <param name="ReceivedOctets">UDP payload octets accepted.</param>
public readonly record struct SubnetMapTraffic(MapMessageType Type, long Sent, long SentOctets, long Received, long ReceivedOctets);

/// <summary>Why something was dropped in silence after it had passed the checks of its datagram.</summary>
public enum SubnetMapDrop
{
    /// <summary>The exchange is switched off.</summary>
    SwitchedOff,

    /// <summary>From a node that is no authoritative access point of the list, where only those are listened to.</summary>
    Stranger,

    /// <summary>Makes no sense now: an answer nobody waits for, a delta of another table.</summary>
    Unexpected,

    /// <summary>A part of a snapshot that is there already or belongs to none being fetched.</summary>
    StrayPart,

    /// <summary>An ERROR not sent, since that peer got one within the second.</summary>
    ErrorHeldBack,

    /// <summary>A registration reply that answers no probe.</summary>
    StrayReply,

    /// <summary>A row policy does not allow.</summary>
    RowRefused,
}

/// <summary>What the exchange has counted since start.</summary>
public sealed record SubnetMapCounters
{
    /// <summary>Messages by type; types never seen are left out.</summary>
    public ImmutableArray<SubnetMapTraffic> Traffic { get; init; } = [];

    /// <summary>Datagrams refused by the checks of section 15.3, by reason.</summary>
    public ImmutableSortedDictionary<MapRefusal, long> Refused { get; init; } = ImmutableSortedDictionary<MapRefusal, long>.Empty;

    /// <summary>What was dropped later, by reason.</summary>
    public ImmutableSortedDictionary<SubnetMapDrop, long> Dropped { get; init; } = ImmutableSortedDictionary<SubnetMapDrop, long>.Empty;

    /// <summary>Probes sent to home agents nobody vouches for.</summary>
    public long ProbesSent { get; init; }

    /// <summary>Probes answered.</summary>
    public long ProbesAnswered { get; init; }

    /// <summary>Datagrams of the exchange sent, all types.</summary>
    public long Sent => Traffic.Sum(type => type.Sent);

    /// <summary>UDP payload octets of the exchange sent, all types.</summary>
    public long SentOctets => Traffic.Sum(type => type.SentOctets);
}
