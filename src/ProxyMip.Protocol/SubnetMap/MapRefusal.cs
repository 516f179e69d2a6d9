namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Why a datagram was refused, in the order of the checks. Those up to <see cref="Sender"/> are silent.</summary>
public enum MapRefusal
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Fewer than 80 or more than 1200 octets.</summary>
    Size,

    /// <summary>Another magic number: not this protocol.</summary>
    Magic,

    /// <summary>Another version.</summary>
    Version,

    /// <summary>The length field is not the size of the datagram.</summary>
    Length,

    /// <summary>No key has this id.</summary>
    KeyId,

    /// <summary>The HMAC is wrong.</summary>
    Hmac,

    /// <summary>Addressed to someone else: reflected.</summary>
    Receiver,

    /// <summary>The sender address is not the IP source address.</summary>
    Sender,

    /// <summary>Authenticated, but of a type not known here: ERROR 2.</summary>
    Type,

    /// <summary>Meant for another run of this program: ERROR 4.</summary>
    ReceiverEpoch,

    /// <summary>From an earlier run of the peer: discarded.</summary>
    SenderEpoch,

    /// <summary>The sequence number was seen, or is too old: discarded.</summary>
    Replay,

    /// <summary>The body is not what its type demands: ERROR 6.</summary>
    Body,
}
