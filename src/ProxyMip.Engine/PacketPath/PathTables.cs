using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>
/// What the packet path decides by: stations of the access point, bindings of the home agent, visitors of the foreign agent. Changed only by
/// <see cref="PathChange"/> actions, in their order; read for every packet without allocation. One owner, one thread.
/// </summary>
public sealed class PathTables
{
    private readonly Dictionary<MacAddress, SetStationPath> _stations = [];
    private readonly Dictionary<Ipv4Address, MacAddress> _stationByAddress = [];
    private readonly Dictionary<Ipv4Address, ImmutableArray<SetBindingPath>> _bindings = [];
    private readonly Dictionary<Ipv4Address, SetVisitorPath> _visitors = [];
    private readonly Dictionary<Ipv4Address, int> _peers = [];

    /// <summary>Stations with a path of their own; all others are bridged.</summary>
    public IReadOnlyCollection<SetStationPath> Stations => _stations.Values;

    /// <summary>Mobile nodes that are away, each with one entry per care-of address.</summary>
    public IReadOnlyCollection<ImmutableArray<SetBindingPath>> Bindings => _bindings.Values;

    /// <summary>Registered visitors of the foreign agent.</summary>
    public IReadOnlyCollection<SetVisitorPath> Visitors => _visitors.Values;

    /// <summary>Applies one change.</summary>
    public void Apply(PathChange change)
    {
        switch (change)
        {
            case SetStationPath station:
                ForgetStation(station.Station);
                _stations[station.Station] = station;
                if (!station.Address.IsAny && station.Path != StationPath.Quarantined) // who claims an address of another does not get it
                    _stationByAddress[station.Address] = station.Station;
                break;
            case RemoveStationPath station:
                ForgetStation(station.Station);
                break;
            case SetBindingPath binding:
                ForgetBindings(binding.HomeAddress, binding.Tunnel.Remote);
                _bindings[binding.HomeAddress] = BindingsOf(binding.HomeAddress).Add(binding);
                CountPeer(binding.Tunnel.Remote, 1);
                break;
            case RemoveBindingPath binding:
                ForgetBindings(binding.HomeAddress, binding.CareOfAddress);
                break;
            case SetVisitorPath visitor:
                ForgetVisitor(visitor.HomeAddress);
                _visitors[visitor.HomeAddress] = visitor;
                CountPeer(visitor.Tunnel.Remote, 1);
                break;
            case RemoveVisitorPath visitor:
                ForgetVisitor(visitor.HomeAddress);
                break;
        }
    }

    /// <summary>Whether an address is the far end of a live tunnel, as care-of address or as home agent.</summary>
    public bool IsTunnelPeer(Ipv4Address address) => _peers.ContainsKey(address);

    /// <summary>The path of a station; null: bridged.</summary>
    public SetStationPath? Station(MacAddress station) => _stations.GetValueOrDefault(station);

    /// <summary>The path of the station that uses an address; null: none is known.</summary>
    public SetStationPath? StationAt(Ipv4Address address) =>
        _stationByAddress.TryGetValue(address, out var station) ? _stations.GetValueOrDefault(station) : null;

    /// <summary>Bindings of a mobile node; empty: it counts as at home.</summary>
    public ImmutableArray<SetBindingPath> BindingsOf(Ipv4Address homeAddress) =>
        _bindings.TryGetValue(homeAddress, out var bindings) ? bindings : [];

    /// <summary>The visitor with a home address; null: not registered here.</summary>
    public SetVisitorPath? Visitor(Ipv4Address homeAddress) => _visitors.GetValueOrDefault(homeAddress);

    private void ForgetBindings(Ipv4Address homeAddress, Ipv4Address? careOfAddress)
    {
        var left = ImmutableArray.CreateBuilder<SetBindingPath>();
        foreach (var binding in BindingsOf(homeAddress))
        {
            if (careOfAddress is { } careOf && binding.Tunnel.Remote != careOf)
                left.Add(binding);
            else
                CountPeer(binding.Tunnel.Remote, -1);
        }
        if (left.Count == 0)
            _bindings.Remove(homeAddress);
        else
            _bindings[homeAddress] = left.ToImmutable();
    }

    private void ForgetVisitor(Ipv4Address homeAddress)
    {
        if (_visitors.Remove(homeAddress, out var old))
            CountPeer(old.Tunnel.Remote, -1);
    }

    private void CountPeer(Ipv4Address peer, int change)
    {
        var count = _peers.GetValueOrDefault(peer) + change;
        if (count == 0)
            _peers.Remove(peer);
        else
            _peers[peer] = count;
    }

    private void ForgetStation(MacAddress station)
    {
        if (!_stations.Remove(station, out var old))
            return;
        if (_stationByAddress.TryGetValue(old.Address, out var owner) && owner == station)
            _stationByAddress.Remove(old.Address);
    }
}
