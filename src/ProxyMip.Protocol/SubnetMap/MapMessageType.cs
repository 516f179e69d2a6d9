namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The messages of the subnet map exchange, PMSM version 1.</summary>
public enum MapMessageType : byte
{
    /// <summary>Opens a session: <see cref="MapHello"/>.</summary>
    Hello = 1,

    /// <summary>Answers it: <see cref="MapHelloAck"/>.</summary>
    HelloAck = 2,

    /// <summary>Own rows of an access point: <see cref="MapRegister"/>.</summary>
    Register = 3,

    /// <summary>Answers it: <see cref="MapRegisterAck"/>.</summary>
    RegisterAck = 4,

    /// <summary>Asks for parts of a table: <see cref="MapSnapshotRequest"/>.</summary>
    SnapshotRequest = 5,

    /// <summary>One part of a table: <see cref="MapSnapshotPart"/>.</summary>
    SnapshotPart = 6,

    /// <summary>Changes of a table: <see cref="MapDelta"/>.</summary>
    Delta = 7,

    /// <summary>Answers it: <see cref="MapDeltaAck"/>.</summary>
    DeltaAck = 8,

    /// <summary>Renews a registration: <see cref="MapKeepalive"/>.</summary>
    Keepalive = 9,

    /// <summary>Answers it: <see cref="MapKeepaliveAck"/>.</summary>
    KeepaliveAck = 10,

    /// <summary>Compares tables of two authoritative access points: <see cref="MapDigest"/>.</summary>
    Digest = 11,

    /// <summary>Answers it: <see cref="MapDigestAck"/>.</summary>
    DigestAck = 12,

    /// <summary>Closes a session: <see cref="MapGoodbye"/>.</summary>
    Goodbye = 13,

    /// <summary>Answers it: <see cref="MapGoodbyeAck"/>.</summary>
    GoodbyeAck = 14,

    /// <summary>Refuses a message: <see cref="MapError"/>.</summary>
    Error = 15,
}
