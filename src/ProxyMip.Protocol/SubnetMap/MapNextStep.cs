namespace ProxyMip.Protocol.SubnetMap;

/// <summary>How the receiver of a <see cref="MapRegisterAck"/> comes to the current table. Unknown numbers survive a round trip.</summary>
public enum MapNextStep : byte
{
    /// <summary>It holds it.</summary>
    Current = 0,

    /// <summary>DELTA messages follow.</summary>
    DeltasFollow = 1,

    /// <summary>It must ask for a snapshot.</summary>
    AskForSnapshot = 2,
}
