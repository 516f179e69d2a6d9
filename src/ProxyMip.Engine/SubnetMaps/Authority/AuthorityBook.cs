using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>Publishes collected changes and remembers, for people, which row came when and from whom.</summary>
internal sealed class AuthorityBook(AuthorityTables tables, AapPeer[] peers, Ipv4Address self)
{
    private readonly Arrivals _arrivals = new();
    private readonly RowChanges _changes = new();
    private readonly List<PublishedChange> _claims = [];
    private readonly List<PublishedChange> _merged = [];

    /// <summary>Whether the last publication changed the merged table.</summary>
    public bool HasMergedChanges => _merged.Count > 0;

    private ClaimLedger Ledger => tables.Ledger;

    /// <summary>Publishes and says which rows came and went.</summary>
    public RowChanges Publish(TimeSpan now)
    {
        _claims.Clear();
        _merged.Clear();
        _changes.Clear();
        tables.Publish(_claims, _merged);
        foreach (var (change, isNew) in _merged)
        {
            if (isNew)
            {
                _arrivals.Add(change.Row, Ledger.Find(change.Row) is not null ? self : WriterOf(change.Row), now);
                _changes.Added.Add(change.Row);
            }
            else if (change.Operation == MapOperation.Remove)
                _changes.Removed.Add(change.Row);
        }
        _arrivals.Prune(Ledger.Merged.Count, Ledger.Merged.Contains);
        return _changes;
    }

    /// <summary>The table as people see it.</summary>
    public ImmutableArray<SubnetMapRowView> Rows()
    {
        var rows = ImmutableArray.CreateBuilder<SubnetMapRowView>();
        foreach (var arrival in _arrivals.InOrder(Ledger.Merged.Contains))
        {
            Ledger.Merged.TryGet(arrival.Row, out var entry);
            var from = arrival.From == self ? null : arrival.From;
            rows.Add(new(arrival.Row.HomeAgent, arrival.Row.Network, entry.State.ToStatus(), from, arrival.At, ValidatedAt(arrival), entry.AccessPoints));
        }
        return rows.ToImmutable();
    }

    // What another one claims is confirmed whenever that one is heard.
    private TimeSpan ValidatedAt(Arrival arrival)
    {
        var at = Ledger.Find(arrival.Row)?.ValidatedAt ?? arrival.At;
        foreach (var peer in peers)
        {
            if (peer.State.HeardAt > at && peer.Claims.Held.TryFind(arrival.Row, out var entry) && entry.AccessPoints > 0)
                at = peer.State.HeardAt.Value;
        }
        return at;
    }

    private Ipv4Address? WriterOf(MapRow row)
    {
        foreach (var peer in peers)
        {
            if (peer.Claims.Held.TryFind(row, out _))
                return peer.Address;
        }
        return null;
    }
}
