using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// A whole received message of RFC 5944 §3.3 and §3.4 or RFC 3543 §3.3 and §3.4: fixed part and extensions, as a view over the datagram. Authenticators
/// are checked against these octets and relayed messages are made of them; nothing is ever built anew from parsed values.
/// </summary>
public readonly ref struct RegistrationMessage
{
    private RegistrationMessage(ReadOnlySpan<byte> octets, MobileIpMessageType type, int fixedSize)
    {
        Octets = octets;
        Type = type;
        FixedSize = fixedSize;
    }

    /// <summary>The datagram: everything UDP carried.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>Which message it is.</summary>
    public MobileIpMessageType Type { get; }

    /// <summary>Octets in the fixed part; 0 if even that could not be read.</summary>
    public int FixedSize { get; }

    /// <summary>Whether the fixed part was read. True also for a message refused for its extensions, which an agent may have to answer.</summary>
    public bool HasFixedPart => FixedSize > 0;

    /// <summary>Walks the extensions from the first.</summary>
    public ExtensionReader Extensions => new(Octets, FixedSize);

    /// <summary>
    /// Octets from the start through the last authorization-enabling extension (Mobile-Home, or Mobile-AAA in a request): what an agent relays
    /// untouched (RFC 5944 §3.7.2.2 and §3.7.3.2). The fixed part alone when there is none.
    /// </summary>
    public ReadOnlySpan<byte> AuthorizedPart
    {
        get
        {
            var end = FixedSize;
            foreach (var extension in Extensions)
            {
                if (extension.Type == ExtensionType.MobileHomeAuthentication
                    || (Type == MobileIpMessageType.RegistrationRequest && extension.IsMobileAaa))
                    end = extension.End;
            }
            return Octets[..end];
        }
    }

    /// <summary>
    /// Reads the fixed part and walks all extensions. A fault inside the extensions leaves <see cref="HasFixedPart"/> true: Truncated when one runs
    /// past the end (a foreign agent answers 70), UnknownExtension for an unknown type 0-127 and BadLength for an authentication extension that
    /// cannot hold an SPI (both are dropped without a word). Another type of message is UnexpectedValue at octet 0.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RegistrationMessage message, out WireFault fault)
    {
        message = default;
        var wire = new WireReader(datagram);
        var type = (MobileIpMessageType)wire.ReadUInt8();
        var fixedSize = FixedSizeOf(type);
        if (fixedSize == 0)
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        wire = wire.Failed ? wire : new(datagram, fixedSize);
        if (!wire.Succeeded(out fault))
            return false;
        message = new(datagram, type, fixedSize);
        var extensions = message.Extensions;
        while (extensions.MoveNext())
        {
        }
        return extensions.Succeeded(out fault);
    }

    /// <summary>The fixed part of a Registration Request; false if this is none.</summary>
    public bool TryGetRequest(out RegistrationRequest request) => RegistrationRequest.TryParse(Octets, out request, out _);

    /// <summary>The fixed part of a Registration Reply; false if this is none.</summary>
    public bool TryGetReply(out RegistrationReply reply) => RegistrationReply.TryParse(Octets, out reply, out _);

    /// <summary>The fixed part of a Registration Revocation; false if this is none.</summary>
    public bool TryGetRevocation(out RevocationMessage revocation) => RevocationMessage.TryParse(Octets, out revocation, out _);

    /// <summary>The fixed part of a Registration Revocation Acknowledgement; false if this is none.</summary>
    public bool TryGetRevocationAcknowledgement(out RevocationAcknowledgement acknowledgement) =>
        RevocationAcknowledgement.TryParse(Octets, out acknowledgement, out _);

    /// <summary>Finds the first extension of a type.</summary>
    public bool TryFind(ExtensionType type, out Extension extension)
    {
        foreach (var candidate in Extensions)
        {
            if (candidate.Type != type)
                continue;
            extension = candidate;
            return true;
        }
        extension = default;
        return false;
    }

    /// <summary>Finds the first extension of a type and subtype.</summary>
    public bool TryFind(ExtensionType type, byte subtype, out Extension extension)
    {
        foreach (var candidate in Extensions)
        {
            if (candidate.Type != type || candidate.Subtype != subtype)
                continue;
            extension = candidate;
            return true;
        }
        extension = default;
        return false;
    }

    /// <summary>Finds the authentication extension of a type if there is exactly one; none and several are both false.</summary>
    public bool TryFindSingle(ExtensionType type, out AuthenticationExtension authentication)
    {
        authentication = default;
        var found = 0;
        var extensions = Extensions;
        while (extensions.MoveNext())
        {
            if (extensions.Current.Type == type && found++ == 0)
                AuthenticationExtension.TryRead(extensions.Current, out authentication);
        }
        return found == 1 && authentication.Type == type;
    }

    /// <summary>How many extensions of a type there are.</summary>
    public int Count(ExtensionType type)
    {
        var count = 0;
        foreach (var extension in Extensions)
        {
            if (extension.Type == type)
                count++;
        }
        return count;
    }

    private static int FixedSizeOf(MobileIpMessageType type) => type switch
    {
        MobileIpMessageType.RegistrationRequest => RegistrationRequest.FixedSize,
        MobileIpMessageType.RegistrationReply => RegistrationReply.FixedSize,
        MobileIpMessageType.Revocation => RevocationMessage.FixedSize,
        MobileIpMessageType.RevocationAcknowledgement => RevocationAcknowledgement.FixedSize,
        _ => 0,
    };
}
