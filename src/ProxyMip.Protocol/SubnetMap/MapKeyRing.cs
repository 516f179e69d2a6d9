namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The keys in force: the one to send with, and during a roll-over a second one that is accepted too.</summary>
public sealed class MapKeyRing
{
    /// <summary>Takes one key, or two during a roll-over.</summary>
    /// <param name="current">Messages are sent with it.</param>
    /// <param name="other">Accepted as well; null outside a roll-over.</param>
    /// <exception cref="ArgumentException">Both have the same id.</exception>
    public MapKeyRing(MapKey current, MapKey? other = null)
    {
        if (current.Id == other?.Id)
            throw new ArgumentException($"Two keys share the id {current.Id}.", nameof(other));
        Current = current;
        Other = other;
    }

    /// <summary>Messages are sent with it.</summary>
    public MapKey Current { get; }

    /// <summary>Accepted as well; null outside a roll-over.</summary>
    public MapKey? Other { get; }

    /// <summary>The key with an id; null when there is none.</summary>
    public MapKey? Find(ushort id) => id == Current.Id ? Current : id == Other?.Id ? Other : null;
}
