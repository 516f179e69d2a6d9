using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>What <see cref="SubnetMapDatagram.TryOpen"/> found. A view of the datagram: it dies with it.</summary>
public readonly ref struct OpenedMap
{
    internal OpenedMap(scoped in MapHeader header, ReadOnlySpan<byte> body, MapPeer peer, MapRefusal refusal, WireFault bodyFault = default)
    {
        Header = header;
        Body = body;
        Peer = peer;
        Refusal = refusal;
        BodyFault = bodyFault;
    }

    /// <summary>The header; to be believed only when <see cref="IsAuthentic"/>.</summary>
    public MapHeader Header { get; }

    /// <summary>The body; its own type's parser succeeds on it when nothing was refused.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>What to remember of the peer from now on.</summary>
    public MapPeer Peer { get; }

    /// <summary>Why the datagram was refused.</summary>
    public MapRefusal Refusal { get; }

    /// <summary>Where the body is at fault, for <see cref="MapRefusal.Body"/>.</summary>
    public WireFault BodyFault { get; }

    /// <summary>Whether a holder of the key sent this datagram, to us and from the address it claims.</summary>
    public bool IsAuthentic => Refusal is MapRefusal.None or > MapRefusal.Sender;

    /// <summary>
    /// The code of the ERROR to answer with, at most one a second for each peer; <see cref="MapErrorCode.None"/> for silence. An ERROR is never
    /// answered by another.
    /// </summary>
    public MapErrorCode Answer => Header.Type == MapMessageType.Error ? MapErrorCode.None : Refusal switch
    {
        MapRefusal.Type => MapErrorCode.UnknownType,
        MapRefusal.ReceiverEpoch => MapErrorCode.HelloRequired,
        MapRefusal.Body => MapErrorCode.MalformedBody,
        _ => MapErrorCode.None,
    };
}
