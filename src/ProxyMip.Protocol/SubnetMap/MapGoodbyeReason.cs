namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Why a session is closed. Unknown numbers survive a round trip.</summary>
public enum MapGoodbyeReason : byte
{
    /// <summary>The program ends.</summary>
    Shutdown = 1,

    /// <summary>The feature was switched off.</summary>
    Disabled = 2,

    /// <summary>Another authoritative access point is used from now on.</summary>
    Moving = 3,

    /// <summary>The address changes.</summary>
    AddressChange = 4,
}
