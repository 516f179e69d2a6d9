using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Makes a Router or Agent Advertisement, RFC 1256 §3 and RFC 5944 §2.1, in place: router addresses, then extensions, then <see cref="Complete"/>, which
/// pads to an even length and puts in the checksum. Allocates nothing. What a sender must not send throws: it is a defect of the caller.
/// </summary>
public ref struct RouterAdvertisementWriter
{
    private const byte WordsInEntry = 2;

    private readonly Span<byte> _destination;
    private readonly AdvertisementCode _code;
    private readonly int _checksumAt;
    private readonly int _countAt;
    private WireWriter _wire;
    private byte _routers;
    private bool _hasExtensions;
    private bool _hasMobilityAgent;
    private bool _hasPrefixLengths;

    /// <summary>Starts a message.</summary>
    /// <param name="destination">Where it goes, with room for one octet of padding.</param>
    /// <param name="code">Whether the sender also routes ordinary traffic.</param>
    /// <param name="lifetime">Seconds the advertisement is good for; 0 takes it back.</param>
    /// <exception cref="ArgumentException">There is too little room; so for every method.</exception>
    public RouterAdvertisementWriter(Span<byte> destination, AdvertisementCode code, ushort lifetime)
    {
        _destination = destination;
        _code = code;
        _wire = new(destination);
        _wire.WriteUInt8(RouterAdvertisement.IcmpType);
        _wire.WriteUInt8((byte)code);
        _checksumAt = _wire.Written;
        _wire.WriteUInt16(0);
        _countAt = _wire.Written;
        _wire.WriteUInt8(0);
        _wire.WriteUInt8(WordsInEntry);
        _wire.WriteUInt16(lifetime);
    }

    /// <summary>Octets written so far.</summary>
    public readonly int Written => _wire.Written;

    /// <summary>Adds a router address; all of them come before the extensions.</summary>
    /// <exception cref="InvalidOperationException">An extension was added already, or there are 255 addresses.</exception>
    public void AddRouter(Ipv4Address address, int preference)
    {
        if (_hasExtensions || _routers == byte.MaxValue)
            throw new InvalidOperationException("Router addresses, at most 255, come before the extensions.");
        _wire.WriteAddress(address);
        _wire.WriteInt32(preference);
        _wire.PatchUInt8(_countAt, ++_routers);
    }

    /// <summary>Adds the mobility extension, once; <see cref="MobilityAgentExtension.Check"/> says what it refuses.</summary>
    /// <exception cref="ArgumentException">A sender must not send this.</exception>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void AddMobilityAgent(
        AdvertisementSequence sequence, RegistrationLifetime lifetime, MobilityAgentBits bits, scoped ReadOnlySpan<Ipv4Address> careOfAddresses)
    {
        if (_hasMobilityAgent)
            throw new InvalidOperationException("An advertisement has one mobility extension.");
        _wire.Reserve(MobilityAgentExtension.Write(Room(), sequence, lifetime, bits, careOfAddresses));
        _hasMobilityAgent = true;
    }

    /// <summary>Adds the prefix length of each router address, in their order.</summary>
    /// <exception cref="ArgumentException">A length is above 32.</exception>
    /// <exception cref="InvalidOperationException">There are as many lengths as router addresses in an advertisement, once.</exception>
    public void AddPrefixLengths(scoped ReadOnlySpan<byte> lengths)
    {
        if (_hasPrefixLengths || lengths.Length != _routers)
            throw new InvalidOperationException($"An advertisement of {_routers} router addresses has so many prefix lengths, once.");
        _wire.Reserve(PrefixLengthsExtension.Write(Room(), lengths));
        _hasPrefixLengths = true;
    }

    /// <summary>Adds a challenge (RFC 4721 §2).</summary>
    /// <exception cref="ArgumentException">It is longer than 255 octets.</exception>
    public void AddChallenge(scoped ReadOnlySpan<byte> challenge) => _wire.Reserve(new ChallengeExtension { Challenge = challenge }.WriteTo(Room()));

    /// <summary>Adds the identity of an agent (RFC 3846).</summary>
    /// <exception cref="ArgumentException">It is longer than 254 octets.</exception>
    public void AddNai(scoped NaiCarryingExtension nai) => _wire.Reserve(nai.WriteTo(Room()));

    /// <summary>Pads the message to an even length, puts in the checksum, and returns the length in octets.</summary>
    /// <exception cref="InvalidOperationException">A plain router advertises no address, or a code other than 0.</exception>
    public int Complete()
    {
        if (!_hasMobilityAgent && (_routers == 0 || _code != AdvertisementCode.RoutesCommonTraffic))
            throw new InvalidOperationException("Only a mobility agent may advertise no router address, or code 16.");
        if (_wire.Written % 2 != 0)
            _wire.WriteUInt8((byte)DiscoveryExtensionType.Padding);
        _wire.PatchUInt16(_checksumAt, InternetChecksum.Compute(_destination[.._wire.Written]));
        return _wire.Written;
    }

    private Span<byte> Room()
    {
        _hasExtensions = true;
        return _destination[_wire.Written..];
    }
}
