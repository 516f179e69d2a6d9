using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tacacs;

/// <summary>What became of a packet; everything but <see cref="Accepted"/> closes the connection and counts as a failure.</summary>
public enum TacacsVerdict
{
    /// <summary>All checks passed.</summary>
    Accepted,

    /// <summary>Not a header: short, another version or type, sequence 0.</summary>
    Header,

    /// <summary>The body is above the limit, or not all there, or more than it.</summary>
    BodyLength,

    /// <summary>Sent with the unencrypted flag while a key is configured (RFC 8907 §10.5.2).</summary>
    Unencrypted,

    /// <summary>Even from a client, odd from a server, or not the next number of the session (RFC 8907 §4.1).</summary>
    Sequence,

    /// <summary>Another session, another type, or another minor version than the request had.</summary>
    Session,

    /// <summary>The inner lengths do not add up to the body: another key, or damage (RFC 8907 §4.5).</summary>
    InnerLengths,
}

/// <summary>Which end reads.</summary>
public enum TacacsReceiver
{
    /// <summary>Reads even sequence numbers.</summary>
    Client,

    /// <summary>Reads odd sequence numbers.</summary>
    Server,
}

/// <summary>Whole packets: header and obfuscated body.</summary>
public static class TacacsPacket
{
    private const int LengthOffset = 8;

    /// <summary>
    /// Opens a packet in place: checks header, length, unencrypted flag and sequence, takes the obfuscation off and checks that the inner lengths add up.
    /// </summary>
    /// <param name="packet">Exactly one packet. Its body is in the clear afterwards, unless the verdict came before that.</param>
    /// <param name="key">Shared with the peer; null only in a laboratory, then the unencrypted flag is demanded.</param>
    /// <param name="receiver">Which end reads.</param>
    /// <param name="header">The header, empty unless it could be read.</param>
    /// <param name="body">The body in the clear; empty unless accepted.</param>
    public static TacacsVerdict Open(Span<byte> packet, SecretKey? key, TacacsReceiver receiver, out TacacsHeader header, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!TacacsHeader.TryParse(packet, out header, out var fault))
            return fault is { Kind: WireFaultKind.BadLength, Offset: LengthOffset } ? TacacsVerdict.BodyLength : TacacsVerdict.Header;
        if (packet.Length - TacacsHeader.Size != header.BodyLength)
            return TacacsVerdict.BodyLength;
        if (header.IsUnencrypted == key is not null)
            return TacacsVerdict.Unencrypted;
        var fromClient = header.Sequence % 2 == 1;
        if (fromClient != (receiver == TacacsReceiver.Server))
            return TacacsVerdict.Sequence;
        var inner = packet[TacacsHeader.Size..];
        if (key is not null)
            TacacsObfuscation.Apply(inner, header, key);
        if (!AddsUp(header, inner))
            return TacacsVerdict.InnerLengths;
        body = inner;
        return TacacsVerdict.Accepted;
    }

    /// <summary>Opens a packet that must be the next one of a session.</summary>
    /// <param name="packet">Exactly one packet.</param>
    /// <param name="key">Shared with the peer.</param>
    /// <param name="previous">Header of the packet it answers; nothing can answer sequence 255, which ends the session.</param>
    /// <param name="header">The header, empty unless it could be read.</param>
    /// <param name="body">The body in the clear; empty unless accepted.</param>
    public static TacacsVerdict OpenAnswer(Span<byte> packet, SecretKey? key, in TacacsHeader previous, out TacacsHeader header, out ReadOnlySpan<byte> body)
    {
        var receiver = previous.Sequence % 2 == 1 ? TacacsReceiver.Client : TacacsReceiver.Server;
        var verdict = Open(packet, key, receiver, out header, out body);
        if (verdict is not (TacacsVerdict.Accepted or TacacsVerdict.InnerLengths))
            return verdict;
        if (header.Sequence != previous.Sequence + 1)
            verdict = TacacsVerdict.Sequence;
        else if (header.SessionId != previous.SessionId || header.Type != previous.Type || header.Version != previous.Version)
            verdict = TacacsVerdict.Session;
        if (verdict != TacacsVerdict.Accepted)
            body = default;
        return verdict;
    }

    /// <summary>Turns a body that stands behind room for a header into a packet: writes the header, obfuscates, returns the size.</summary>
    /// <param name="header">Its body length is set here, and the unencrypted flag is cleared.</param>
    /// <param name="packet">12 octets of room, then the body in the clear.</param>
    /// <param name="key">Shared with the peer.</param>
    public static int Seal(in TacacsHeader header, Span<byte> packet, SecretKey key)
    {
        var body = packet[TacacsHeader.Size..];
        var sealedHeader = header with { BodyLength = (uint)body.Length, Bits = header.Bits & ~TacacsHeaderBits.Unencrypted };
        sealedHeader.WriteTo(packet);
        TacacsObfuscation.Apply(body, sealedHeader, key);
        return packet.Length;
    }

    private static bool AddsUp(in TacacsHeader header, ReadOnlySpan<byte> body)
    {
        var fromClient = header.Sequence % 2 == 1;
        return header.Type switch
        {
            TacacsType.Authentication when !fromClient => AuthenticationReply.TryParse(body, out _, out _),
            TacacsType.Authentication when header.Sequence == 1 => AuthenticationStart.TryParse(body, out _, out _),
            TacacsType.Authentication => AuthenticationContinue.TryParse(body, out _, out _),
            TacacsType.Authorization when fromClient => AuthorizationRequest.TryParse(body, out _, out _),
            TacacsType.Authorization => AuthorizationResponse.TryParse(body, out _, out _),
            TacacsType.Accounting when fromClient => TacacsAccountingRequest.TryParse(body, out _, out _),
            _ => TacacsAccountingReply.TryParse(body, out _, out _),
        };
    }
}
