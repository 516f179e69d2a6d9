using System.Collections.Immutable;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>One advertisement about to be sent; more than one message when its router addresses do not fit the link (RFC 1256 §4.3).</summary>
internal sealed record AdvertisementDraft
{
    private const int Ipv4HeaderSize = 20;
    private const int ExtensionHeaderSize = 2;
    private const int LongestPadding = 1;
    private const int OctetsPerRouter = RouterEntry.Size + 1; // its entry and its prefix length

    private readonly PortPlan _plan;

    public AdvertisementDraft(PortPlan plan)
    {
        _plan = plan;
        Routers = plan.Routers;
        Lifetime = (ushort)AdvertisingRules.LifetimeOf(plan.Settings).TotalSeconds;
    }

    public ImmutableArray<RouterAddress> Routers { get; init; }

    /// <summary>Seconds; 0 says goodbye.</summary>
    public ushort Lifetime { get; init; }

    public bool Busy { get; init; }

    /// <summary>Off for router addresses that are withdrawn while the agent stays.</summary>
    public bool MobilityAgent { get; init; } = true;

    public ImmutableArray<byte> Challenge { get; init; } = [];

    /// <summary>The ICMP messages; the first has the given sequence number, each further one the next.</summary>
    public ImmutableArray<byte[]> Build(AdvertisementSequence sequence)
    {
        var perMessage = Math.Min(byte.MaxValue, (_plan.Settings.MaximumTransmissionUnit - Ipv4HeaderSize - FixedOctets) / OctetsPerRouter);
        var messages = ImmutableArray.CreateBuilder<byte[]>();
        var written = 0;
        do
        {
            var count = Math.Min(perMessage, Routers.Length - written);
            messages.Add(BuildOne(Routers.AsSpan(written, count), sequence));
            written += count;
            sequence = sequence.Next;
        }
        while (written < Routers.Length);
        return messages.ToImmutable();
    }

    // Everything but the routers, and the most that their Prefix-Lengths and the padding can need.
    private int FixedOctets => RouterAdvertisement.FixedSize
        + (MobilityAgent ? MobilityAgentExtension.FixedSize + _plan.CareOfAddresses.Length * Ipv4Address.Size : 0)
        + (Challenge.IsEmpty ? 0 : ExtensionHeaderSize + Challenge.Length)
        + ExtensionHeaderSize + LongestPadding;

    private byte[] BuildOne(ReadOnlySpan<RouterAddress> routers, AdvertisementSequence sequence)
    {
        Span<byte> room = stackalloc byte[FixedOctets + routers.Length * OctetsPerRouter];
        var code = _plan.Settings.RoutesCommonTraffic || !MobilityAgent ? AdvertisementCode.RoutesCommonTraffic : AdvertisementCode.MobilityOnly;
        var writer = new RouterAdvertisementWriter(room, code, Lifetime);
        foreach (var router in routers)
            writer.AddRouter(router.Address, router.Preference);
        if (MobilityAgent)
            writer.AddMobilityAgent(sequence, _plan.RegistrationLifetime, Bits, _plan.CareOfAddresses.AsSpan());
        if (_plan.Settings.PrefixLengths && !routers.IsEmpty)
            AddPrefixLengths(ref writer, routers);
        if (MobilityAgent && !Challenge.IsEmpty)
            writer.AddChallenge(Challenge.AsSpan());
        return room[..writer.Complete()].ToArray();
    }

    private MobilityAgentBits Bits =>
        Busy && _plan.Bits.HasFlag(MobilityAgentBits.ForeignAgent) ? _plan.Bits | MobilityAgentBits.Busy : _plan.Bits;

    private static void AddPrefixLengths(ref RouterAdvertisementWriter writer, ReadOnlySpan<RouterAddress> routers)
    {
        var lengths = new byte[routers.Length];
        for (var i = 0; i < routers.Length; i++)
            lengths[i] = routers[i].PrefixLength;
        writer.AddPrefixLengths(lengths);
    }
}
