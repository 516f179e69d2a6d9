using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>Histories of clients that are gone, kept for an hour: whoever comes back with the address continues where it left off.</summary>
internal sealed class HistoryBook
{
    private const int Capacity = 20_000;

    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);

    private readonly Dictionary<Ipv4Address, (RequestHistory History, TimeSpan Until)> _kept = [];
    private readonly Queue<(Ipv4Address Client, TimeSpan Until)> _order = new();

    /// <summary>Keeps the history of a client that goes.</summary>
    public void Keep(Ipv4Address client, RequestHistory history, TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count >= Capacity))
        {
            _order.Dequeue();
            if (_kept.TryGetValue(oldest.Client, out var old) && old.Until <= oldest.Until)
                _kept.Remove(oldest.Client);
        }
        if (history.SentAt is null)
            return;
        _kept[client] = (history, now + s_memory);
        _order.Enqueue((client, now + s_memory));
    }

    /// <summary>The history of a client that comes.</summary>
    public RequestHistory Take(Ipv4Address client) => _kept.Remove(client, out var kept) ? kept.History : RequestHistory.Empty;
}
