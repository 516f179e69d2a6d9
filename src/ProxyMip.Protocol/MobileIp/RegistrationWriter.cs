using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// Makes a registration or revocation message in place: fixed part, extensions in the order the RFC demands, authenticators over what stands before them.
/// Allocates nothing. What a sender must not send, and too little room, throw: they are defects of the caller.
/// </summary>
public ref partial struct RegistrationWriter
{
    private readonly Span<byte> _destination;
    private readonly bool _needsAuthorization;
    private ExtensionOrder _order;

    /// <summary>Starts a Registration Request.</summary>
    public RegistrationWriter(Span<byte> destination, in RegistrationRequest request)
    {
        _destination = destination;
        _order = new(request);
        _needsAuthorization = true;
        Written = request.WriteTo(destination);
    }

    /// <summary>Starts a Registration Reply.</summary>
    public RegistrationWriter(Span<byte> destination, in RegistrationReply reply)
    {
        _destination = destination;
        _needsAuthorization = reply.Code.IsFromHomeAgent();
        Written = reply.WriteTo(destination);
    }

    /// <summary>Starts a Registration Revocation.</summary>
    public RegistrationWriter(Span<byte> destination, in RevocationMessage revocation)
    {
        _destination = destination;
        Written = revocation.WriteTo(destination);
    }

    /// <summary>Starts a Registration Revocation Acknowledgement.</summary>
    public RegistrationWriter(Span<byte> destination, in RevocationAcknowledgement acknowledgement)
    {
        _destination = destination;
        Written = acknowledgement.WriteTo(destination);
    }

    /// <summary>Goes on from octets received, which are copied as they are: a relayed message, see <see cref="RegistrationMessage.AuthorizedPart"/>.</summary>
    /// <exception cref="ArgumentException">The octets are no message of a known type.</exception>
    public RegistrationWriter(Span<byte> destination, scoped ReadOnlySpan<byte> relayed)
    {
        if (!RegistrationMessage.TryParse(relayed, out var message, out var fault))
            throw new ArgumentException($"No message to go on from: {fault}.");
        _destination = destination;
        _order = ExtensionOrder.BehindAuthorizedPart(message);
        Written = Copy(relayed, destination);
    }

    /// <summary>Octets written so far.</summary>
    public int Written { get; private set; }

    /// <summary>The message so far.</summary>
    public readonly ReadOnlySpan<byte> Message => _destination[..Written];

    /// <summary>Copies an extension as it is, type octet first: one received, or one this library does not interpret.</summary>
    /// <exception cref="InvalidOperationException">It must not stand here (RFC 5944 §3.6.1.3); so for every extension.</exception>
    public void AppendOctets(scoped ReadOnlySpan<byte> extension)
    {
        var type = (ExtensionType)new WireReader(extension).ReadUInt8();
        Place(type, Copy(extension, Room));
    }

    /// <summary>Appends an authentication extension over everything written so far.</summary>
    /// <param name="type">32, 33, 34, or 36 for Mobile-AAA.</param>
    /// <param name="spi">The Security Parameter Index both ends know the association by.</param>
    /// <param name="authenticator">The key and algorithm of the association.</param>
    public void Sign(ExtensionType type, Spi spi, MobilityAuthenticator authenticator) =>
        Place(type, authenticator.Sign(_destination, Written, type, spi));

    /// <summary>Appends a Mobile-AAA extension in the CHAP style over everything written so far.</summary>
    public void SignChap(ChapAuthenticator authenticator, scoped ReadOnlySpan<byte> challenge) =>
        Place(ExtensionType.GeneralizedAuthentication, authenticator.Sign(_destination, Written, challenge));

    /// <summary>Ends the message and returns its octets.</summary>
    /// <exception cref="InvalidOperationException">
    /// A request, or a reply with a code of the home agent, has no authorization-enabling extension, which it must have (RFC 5944 §3.5.2).
    /// </exception>
    public readonly ReadOnlySpan<byte> Complete() => _order.IsAuthorized || !_needsAuthorization
        ? Message
        : throw new InvalidOperationException("A request and a home agent's reply carry an authorization-enabling extension.");

    /// <summary>
    /// Ends a reply that cannot be authenticated, since no association with the node is known: code 136 to a stranger, or from a foreign agent in
    /// RFC 3344 mode.
    /// </summary>
    public readonly ReadOnlySpan<byte> CompleteUnauthorized() => Message;

    private readonly Span<byte> Room => _destination[Written..];

    private static int Copy(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteOctets(octets);
        return wire.Written;
    }

    private void Place(ExtensionType type, int size)
    {
        if (!_order.TryAdd(type))
            throw new InvalidOperationException($"Extension {(byte)type} must not stand here.");
        Written += size;
    }
}
