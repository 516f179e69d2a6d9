using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Seals and opens the datagrams of the subnet map exchange: header, body, HMAC-SHA-256. Neither allocates.</summary>
public static class SubnetMapDatagram
{
    /// <summary>Where the body of a datagram under construction goes.</summary>
    /// <param name="datagram">At least <see cref="MapHeader.MinDatagramSize"/> octets.</param>
    public static Span<byte> BodyOf(Span<byte> datagram) => datagram[MapHeader.FixedSize..];

    /// <summary>Writes the header before and the HMAC behind a body that is already in place.</summary>
    /// <param name="header">Its length and key id are filled in here.</param>
    /// <param name="key">The key to send with.</param>
    /// <param name="datagram">Room for the whole datagram.</param>
    /// <param name="bodyLength">Octets written to <see cref="BodyOf"/>, at most <see cref="MapHeader.MaxBodySize"/>.</param>
    /// <returns>Octets of the datagram.</returns>
    /// <exception cref="ArgumentException">The body is too long, or the destination too small.</exception>
    public static int Seal(in MapHeader header, MapKey key, Span<byte> datagram, int bodyLength)
    {
        if (bodyLength > MapHeader.MaxBodySize)
            throw new ArgumentException($"A body has at most {MapHeader.MaxBodySize} octets, not {bodyLength}.");
        var sealedHeader = header with { Length = (ushort)(MapHeader.MinDatagramSize + bodyLength), KeyId = key.Id };
        var covered = sealedHeader.WriteTo(datagram) + bodyLength;
        key.Sign(datagram[..covered], datagram[covered..sealedHeader.Length]);
        return sealedHeader.Length;
    }

    /// <summary>
    /// Checks a datagram in this order: size, magic, version, length, key id, HMAC, receiver, sender; then, of an authenticated peer, type,
    /// receiver epoch, sender epoch and replay, body. A HELLO names no receiver epoch it must know, and leaves the peer's record as it was.
    /// </summary>
    /// <param name="datagram">The UDP payload.</param>
    /// <param name="source">IP source address it came from.</param>
    /// <param name="receiver">This end.</param>
    /// <param name="peer">What is remembered of the peer at <paramref name="source"/>.</param>
    /// <param name="opened">Header, body, what to remember, and the refusal.</param>
    /// <returns>Whether nothing was refused.</returns>
    public static bool TryOpen(
        ReadOnlySpan<byte> datagram, Ipv4Address source, scoped in MapReceiver receiver, scoped in MapPeer peer, out OpenedMap opened)
    {
        var refusal = Authenticate(datagram, source, receiver, out var header);
        if (refusal != MapRefusal.None)
        {
            opened = new(header, default, peer, refusal);
            return false;
        }
        var body = datagram[MapHeader.FixedSize..^MapHeader.TrailerSize];
        refusal = Admit(header, receiver.Epoch, peer, out var next);
        if (refusal != MapRefusal.None)
        {
            opened = new(header, body, peer, refusal);
            return false;
        }
        var fault = MapBody.Inspect(header.Type, body);
        opened = new(header, body, next, fault.IsFault ? MapRefusal.Body : MapRefusal.None, fault);
        return !fault.IsFault;
    }

    private static MapRefusal Authenticate(ReadOnlySpan<byte> datagram, Ipv4Address source, in MapReceiver receiver, out MapHeader header)
    {
        header = default;
        if (datagram.Length is < MapHeader.MinDatagramSize or > MapHeader.MaxDatagramSize)
            return MapRefusal.Size;
        if (!MapHeader.TryParse(datagram, out header, out var fault))
        {
            return fault.Offset switch
            {
                MapHeader.LengthAt => MapRefusal.Length,
                MapHeader.VersionAt => MapRefusal.Version,
                _ => MapRefusal.Magic,
            };
        }
        if (receiver.Keys.Find(header.KeyId) is not { } key)
            return MapRefusal.KeyId;
        if (!key.Verify(datagram[..^MapHeader.TrailerSize], datagram[^MapHeader.TrailerSize..]))
            return MapRefusal.Hmac;
        if (header.Receiver != receiver.Address)
            return MapRefusal.Receiver;
        return header.Sender == source ? MapRefusal.None : MapRefusal.Sender;
    }

    private static MapRefusal Admit(in MapHeader header, MapEpoch ownEpoch, in MapPeer peer, out MapPeer next)
    {
        next = peer;
        if (!MapBody.IsKnown(header.Type))
            return MapRefusal.Type;
        var isHello = header.Type == MapMessageType.Hello;
        if (!isHello && header.ReceiverEpoch != ownEpoch)
            return MapRefusal.ReceiverEpoch;
        var refusal = peer.Judge(header, out var judged);
        if (refusal == MapRefusal.None && !isHello)
            next = judged;
        return refusal;
    }
}
