using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Mobility Agent Advertisement extension, RFC 5944 §2.1.1: what makes a router advertisement an agent advertisement. A view over the octets it was
/// read from.
/// </summary>
public readonly ref struct MobilityAgentExtension
{
    //  |   Type = 16   |    Length     |        Sequence Number        |
    //  |     Registration Lifetime     |R|B|H|F|M|G|r|T|U|X|I|reserved |
    //  |                  zero or more Care-of Addresses               |

    /// <summary>Octets of type, length and the fields before the care-of addresses.</summary>
    public const int FixedSize = 8;

    /// <summary>The most care-of addresses the 8-bit length can count.</summary>
    public const int MaxCareOfAddresses = (byte.MaxValue - FixedLength) / Ipv4Address.Size;

    private const int FixedLength = 6; // what the length counts beside the care-of addresses

    private const MobilityAgentBits NeedForeignAgent = MobilityAgentBits.Busy | MobilityAgentBits.RegistrationRequired;

    /// <summary>Where in the agent's life this advertisement was sent, §2.3.2.</summary>
    public AdvertisementSequence Sequence { get; private init; }

    /// <summary>The longest lifetime the agent takes. Nothing to do with the lifetime of the advertisement.</summary>
    public RegistrationLifetime RegistrationLifetime { get; private init; }

    /// <summary>What the agent serves and offers. Reserved bits, and B and R without F, are taken out.</summary>
    public MobilityAgentBits Bits { get; private init; }

    /// <summary>B and R where the sender wrongly set them without F (decision D-16): taken out of <see cref="Bits"/>, for the log.</summary>
    public MobilityAgentBits IgnoredBits { get; private init; }

    /// <summary>The care-of addresses, in the agent's order.</summary>
    public Ipv4AddressList CareOfAddresses { get; private init; }

    /// <summary>Whether it serves as home agent on this link.</summary>
    public bool IsHomeAgent => (Bits & MobilityAgentBits.HomeAgent) != 0;

    /// <summary>Whether it serves as foreign agent on this link.</summary>
    public bool IsForeignAgent => (Bits & MobilityAgentBits.ForeignAgent) != 0;

    /// <summary>Whether a new registration may be sent to it: a foreign agent that is not busy.</summary>
    public bool TakesNewRegistrations => IsForeignAgent && (Bits & MobilityAgentBits.Busy) == 0;

    /// <summary>Octets on the wire.</summary>
    public int Size => FixedSize + CareOfAddresses.Octets.Length;

    /// <summary>
    /// Reads the extension, type octet first. What breaks a MUST of its sender is refused (decision D-16): BadLength for a length other than 6 + 4 N,
    /// ForbiddenValue for neither H nor F, and for F without a care-of address.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MobilityAgentExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)DiscoveryExtensionType.MobilityAgent);
        var lengthAt = wire.Position;
        wire.ExpectLength8();
        if (wire.Remaining < FixedLength || (wire.Remaining - FixedLength) % Ipv4Address.Size != 0)
            wire.Fail(WireFaultKind.BadLength, lengthAt);
        var sequence = new AdvertisementSequence(wire.ReadUInt16());
        var lifetime = new RegistrationLifetime(wire.ReadUInt16());
        var bitsAt = wire.Position;
        var bits = (MobilityAgentBits)wire.ReadUInt16() & MobilityAgentBits.Defined;
        var ignored = (bits & MobilityAgentBits.ForeignAgent) != 0 ? MobilityAgentBits.None : bits & NeedForeignAgent;
        extension = new()
        {
            Sequence = sequence,
            RegistrationLifetime = lifetime,
            Bits = bits & ~ignored,
            IgnoredBits = ignored,
            CareOfAddresses = new(wire.ReadRest()),
        };
        if (Check(extension.Bits, extension.CareOfAddresses.Count) != MobilityAgentRefusal.None)
            wire.Fail(WireFaultKind.ForbiddenValue, bitsAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>Whether an agent may send these flags with so many care-of addresses, RFC 5944 §2.1.1; if not, the first reason.</summary>
    public static MobilityAgentRefusal Check(MobilityAgentBits bits, int careOfAddresses)
    {
        var foreignAgent = (bits & MobilityAgentBits.ForeignAgent) != 0;
        if (!foreignAgent && (bits & MobilityAgentBits.HomeAgent) == 0)
            return MobilityAgentRefusal.NeitherHomeNorForeignAgent;
        if (foreignAgent && careOfAddresses == 0)
            return MobilityAgentRefusal.ForeignAgentWithoutCareOfAddress;
        if (!foreignAgent && (bits & MobilityAgentBits.Busy) != 0)
            return MobilityAgentRefusal.BusyWithoutForeignAgent;
        if (!foreignAgent && (bits & MobilityAgentBits.RegistrationRequired) != 0)
            return MobilityAgentRefusal.RegistrationRequiredWithoutForeignAgent;
        return careOfAddresses > MaxCareOfAddresses ? MobilityAgentRefusal.TooManyCareOfAddresses : MobilityAgentRefusal.None;
    }

    /// <summary>Writes the extension and returns its size in octets.</summary>
    /// <param name="destination">At least <see cref="FixedSize"/> octets and 4 for each care-of address.</param>
    /// <param name="sequence">See <see cref="AdvertisementSequence.Next"/>.</param>
    /// <param name="lifetime">The longest registration lifetime to accept.</param>
    /// <param name="bits">What is served and offered; undefined bits are not sent.</param>
    /// <param name="careOfAddresses">In the order to be tried.</param>
    /// <exception cref="ArgumentException">A sender must not send this, see <see cref="Check"/>; or there is too little room.</exception>
    public static int Write(
        Span<byte> destination,
        AdvertisementSequence sequence,
        RegistrationLifetime lifetime,
        MobilityAgentBits bits,
        ReadOnlySpan<Ipv4Address> careOfAddresses)
    {
        if (Check(bits, careOfAddresses.Length) is var refusal and not MobilityAgentRefusal.None)
            throw new ArgumentException($"A mobility agent must not advertise this: {refusal}.");
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)DiscoveryExtensionType.MobilityAgent);
        wire.WriteLength8(FixedLength + careOfAddresses.Length * Ipv4Address.Size);
        wire.WriteUInt16(sequence.Value);
        wire.WriteUInt16(lifetime.Seconds);
        wire.WriteUInt16((ushort)(bits & MobilityAgentBits.Defined));
        foreach (var address in careOfAddresses)
            wire.WriteAddress(address);
        return wire.Written;
    }
}
