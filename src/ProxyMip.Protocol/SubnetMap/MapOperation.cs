namespace ProxyMip.Protocol.SubnetMap;

/// <summary>What a <see cref="MapChange"/> does to its row.</summary>
public enum MapOperation : byte
{
    /// <summary>Puts the row in, or replaces its state and count.</summary>
    Upsert = 1,

    /// <summary>Takes the row out.</summary>
    Remove = 2,
}
