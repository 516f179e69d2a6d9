using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// A received Router Advertisement, RFC 1256 §3; with a mobility extension an Agent Advertisement, RFC 5944 §2.1. A view over the ICMP message: it dies
/// with it. To make one, see <see cref="RouterAdvertisementWriter"/>.
/// </summary>
public readonly ref struct RouterAdvertisement
{
    //  |   Type = 9    |     Code      |           Checksum            |
    //  |   Num Addrs   |Addr Entry Size|           Lifetime            |
    //  |                       Router Address 1                        |
    //  |                      Preference Level 1                       |
    //  |                         ... extensions                        |

    /// <summary>The ICMP type.</summary>
    public const byte IcmpType = 9;

    /// <summary>Octets before the router addresses.</summary>
    public const int FixedSize = 8;

    private const int WordSize = 4;
    private const int FewestWordsInEntry = 2;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _extensionsAt;

    private RouterAdvertisement(ReadOnlySpan<byte> message, int extensionsAt)
    {
        _message = message;
        _extensionsAt = extensionsAt;
    }

    /// <summary>Whether the sender also routes ordinary traffic.</summary>
    public AdvertisementCode Code { get; private init; }

    /// <summary>Seconds the advertisement is good for; 0 takes it back.</summary>
    public ushort Lifetime { get; private init; }

    /// <summary>The router addresses, with prefix lengths where a usable Prefix-Lengths extension gives them.</summary>
    public RouterEntryList Routers { get; private init; }

    /// <summary>Whether there is a mobility extension, which alone makes this an agent advertisement (RFC 5944 §2.4).</summary>
    public bool IsAgentAdvertisement { get; private init; }

    /// <summary>The first mobility extension; meaningless unless <see cref="IsAgentAdvertisement"/>.</summary>
    public MobilityAgentExtension MobilityAgent { get; private init; }

    /// <summary>The challenge a request to this agent has to return; empty when there is none.</summary>
    public ReadOnlySpan<byte> Challenge { get; private init; }

    /// <summary>Whether a Prefix-Lengths extension was passed over because its count or a value was wrong (decision D-15): for the log.</summary>
    public bool PrefixLengthsIgnored { get; private init; }

    /// <summary>Walks all extensions from the first, unknown skippable ones included.</summary>
    public DiscoveryExtensionReader Extensions => new(_message, _extensionsAt);

    /// <summary>
    /// Reads an ICMP message, which ends where its IP datagram ends, and makes every check of RFC 1256 §5.2 and RFC 5944 §2.1. Faults: Truncated,
    /// UnexpectedValue (type; a code that is neither 0 nor, from an agent, 16), BadChecksum, BadLength (entry size below 2 words, wrong length of the
    /// mobility extension), ForbiddenValue (no router address from a plain router, an agent that is neither home nor foreign agent, a foreign agent
    /// without care-of address), UnknownExtension. Every one of them means: discard without a word.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out RouterAdvertisement advertisement, out WireFault fault)
    {
        advertisement = default;
        var wire = new WireReader(message);
        wire.Expect(IcmpType);
        var codeAt = wire.Position;
        var code = (AdvertisementCode)wire.ReadUInt8();
        var checksumAt = wire.Position;
        wire.Skip(sizeof(ushort));
        var countAt = wire.Position;
        var count = wire.ReadUInt8();
        var entrySizeAt = wire.Position;
        var entrySize = wire.ReadUInt8() * WordSize;
        var lifetime = wire.ReadUInt16();
        if (!wire.Failed && !InternetChecksum.IsValid(message))
            wire.Fail(WireFaultKind.BadChecksum, checksumAt);
        if (code is not (AdvertisementCode.RoutesCommonTraffic or AdvertisementCode.MobilityOnly))
            wire.Fail(WireFaultKind.UnexpectedValue, codeAt);
        if (entrySize < FewestWordsInEntry * WordSize)
            wire.Fail(WireFaultKind.BadLength, entrySizeAt);
        var entries = wire.ReadOctets(count * entrySize);
        if (!wire.Succeeded(out fault))
            return false;

        var read = new RouterAdvertisement(message, wire.Position);
        if (!read.TryReadExtensions(count, out var found, out fault))
            return false;
        if (!found.IsAgent && code != AdvertisementCode.RoutesCommonTraffic)
            fault = new(WireFaultKind.UnexpectedValue, codeAt);
        else if (!found.IsAgent && count == 0)
            fault = new(WireFaultKind.ForbiddenValue, countAt);
        advertisement = read with
        {
            Code = code,
            Lifetime = lifetime,
            Routers = new(entries, count, entrySize, found.PrefixLengths),
            IsAgentAdvertisement = found.IsAgent,
            MobilityAgent = found.Agent,
            Challenge = found.Challenge,
            PrefixLengthsIgnored = found.PrefixLengthsIgnored,
        };
        return !fault.IsFault;
    }

    private bool TryReadExtensions(int routers, out Found found, out WireFault fault)
    {
        found = default;
        var extensions = Extensions;
        while (extensions.MoveNext())
        {
            var extension = extensions.Current;
            switch (extension.Type)
            {
                case DiscoveryExtensionType.MobilityAgent when !found.IsAgent:
                    if (!MobilityAgentExtension.TryParse(extension.Octets, out found.Agent, out fault))
                    {
                        fault = fault.Within(extension.Offset);
                        return false;
                    }
                    found.IsAgent = true;
                    break;
                case DiscoveryExtensionType.PrefixLengths:
                    if (PrefixLengthsExtension.TryParse(extension.Octets, routers, out var prefixes, out _))
                        found.PrefixLengths = prefixes.Lengths;
                    else
                        found.PrefixLengthsIgnored = true;
                    break;
                case DiscoveryExtensionType.Challenge:
                    found.Challenge = extension.Data;
                    break;
                default:
                    break;
            }
        }
        return extensions.Succeeded(out fault);
    }

    private ref struct Found
    {
        public bool IsAgent;
        public MobilityAgentExtension Agent;
        public ReadOnlySpan<byte> PrefixLengths;
        public ReadOnlySpan<byte> Challenge;
        public bool PrefixLengthsIgnored;
    }
}
