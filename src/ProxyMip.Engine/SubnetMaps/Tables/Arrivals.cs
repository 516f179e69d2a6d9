using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>When and from whom a row came into the table.</summary>
/// <param name="Row">The row.</param>
/// <param name="From">The authoritative access point it came from; null: the own subnet.</param>
/// <param name="At">Uptime.</param>
internal readonly record struct Arrival(MapRow Row, Ipv4Address? From, TimeSpan At);

/// <summary>The order rows were learned in, as the table page shows them. A row that went and came again counts from its last arrival.</summary>
internal sealed class Arrivals
{
    private const int Slack = 256;
    private readonly List<Arrival> _arrivals = [];

    public void Add(MapRow row, Ipv4Address? from, TimeSpan at) => _arrivals.Add(new(row, from, at));

    /// <summary>Forgets superseded arrivals and those of rows that are gone, once they outnumber the others.</summary>
    public void Prune(int rows, Func<MapRow, bool> isPresent)
    {
        if (_arrivals.Count <= 2 * rows + Slack)
            return;
        var present = InOrder(isPresent);
        _arrivals.Clear();
        _arrivals.AddRange(present);
    }

    /// <summary>The last arrival of each row that is present, in the order of arrival.</summary>
    public List<Arrival> InOrder(Func<MapRow, bool> isPresent)
    {
        var seen = new HashSet<MapRow>();
        var present = new List<Arrival>();
        for (var i = _arrivals.Count - 1; i >= 0; i--)
        {
            if (isPresent(_arrivals[i].Row) && seen.Add(_arrivals[i].Row))
                present.Add(_arrivals[i]);
        }
        present.Reverse();
        return present;
    }
}
