using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>What is remembered of one peer against replay: its run, and the sequence numbers seen in it.</summary>
/// <param name="Epoch">The run; <see cref="MapEpoch.None"/> for a peer not heard before.</param>
/// <param name="Window">Numbers seen in that run.</param>
public readonly record struct MapPeer(MapEpoch Epoch, ReplayWindow Window)
{
    /// <summary>A peer not heard before.</summary>
    public static MapPeer Unknown => default;

    /// <summary>Judges run and number of an authenticated message.</summary>
    /// <param name="header">Header of the message.</param>
    /// <param name="next">What to remember afterwards: a new session when the peer has restarted; unchanged after a refusal.</param>
    /// <returns><see cref="MapRefusal.None"/>, <see cref="MapRefusal.SenderEpoch"/> or <see cref="MapRefusal.Replay"/>.</returns>
    public MapRefusal Judge(in MapHeader header, out MapPeer next)
    {
        next = this;
        if (header.SenderEpoch < Epoch || header.SenderEpoch.IsNone)
            return MapRefusal.SenderEpoch;
        var window = header.SenderEpoch == Epoch ? Window : default;
        if (!window.TryAccept(header.Sequence, out window))
            return MapRefusal.Replay;
        next = new(header.SenderEpoch, window);
        return MapRefusal.None;
    }
}
