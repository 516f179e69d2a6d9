using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Nodes;

/// <summary>
/// An access point: a bridge between its radio cell and its LAN, an address of its own, and the engine. What becomes of each frame of a client the
/// engine's <see cref="AccessPointPath"/> says.
/// </summary>
public sealed partial class AccessPointNode : EngineNode, IScheduled
{
    private const ushort LowestEtherType = 0x0600;

    private readonly Dictionary<MacAddress, Station> _stations = [];
    private bool _sweeping;

    internal AccessPointNode(string id, VirtualNetwork network)
        : base(id, NodeKind.AccessPoint, network, forwards: false) =>
        Cell = network.AddSegment($"{id} radio");

    /// <summary>Its radio cell.</summary>
    public Segment Cell { get; }

    /// <summary>SSIDs it offers.</summary>
    public IReadOnlyList<string> ServiceSets { get; set; } = [];

    /// <summary>Stations that are listed here, those that left in silence included.</summary>
    public IReadOnlyCollection<Station> Stations => _stations.Values;

    /// <summary>A station that is silent for this time is struck off the list.</summary>
    public TimeSpan InactivityLimit { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Whether it tells the switches of its LAN where a new station is, as common access points do (IEEE 802.2 XID).</summary>
    public bool UpdatesSwitches { get; set; } = true;

    /// <summary>How often the engine is told again that a station still uses its address.</summary>
    public TimeSpan HeardInterval { get; set; } = TimeSpan.FromSeconds(5);

    private NetworkPort Uplink => Ports[0];

    private NetworkPort Radio => Ports[1];

    /// <summary>Whether it offers an SSID.</summary>
    public bool Accepts(string serviceSet) => ServiceSets.Contains(serviceSet);

    /// <summary>The entry of a station; null when it is not listed.</summary>
    public Station? StationOf(MacAddress mac) => _stations.GetValueOrDefault(mac);

    /// <summary>Gives it its LAN, address and gateway.</summary>
    internal void Configure(Segment lan, MacAddress mac, Ipv4Address address, Ipv4Prefix subnet, Ipv4Address? gateway, LinkQuality? quality)
    {
        var uplink = AddPort("eth0", mac);
        lan.Attach(uplink, LinkQuality.Perfect, quality);
        var on = Ip.AddInterface(uplink, address, subnet);
        if (gateway is { } router)
            Ip.Routes.Set(new(new(default, 0), on, router));
        var radio = AddPort("radio0", new(mac.Value + 1));
        Cell.Attach(radio);
        uplink.Divert = DivertOwn;
        Cell.AccessPoint = radio;
    }

    /// <summary>Throws a station out: it knows at once, and so does the engine.</summary>
    public void Deauthenticate(MobileNode station)
    {
        ArgumentNullException.ThrowIfNull(station);
        if (station.AttachedTo == this)
            station.Leave();
        Strike(station.Ports[0].Mac);
    }

    /// <summary>A station has associated.</summary>
    internal void Associated(MobileNode mobile)
    {
        var mac = mobile.Ports[0].Mac;
        Strike(mac); // a real radio says "left" before "associated" when it still lists the station
        _stations[mac] = new(mac, mobile.ServiceSet, Network.Now);
        Driver.Handle(new StationAssociated(mac, mobile.ServiceSet, mobile.Identity));
        if (UpdatesSwitches)
            Uplink.Send(SwitchUpdate(mac));
        if (!_sweeping)
            ScheduleSweep();
    }

    private void Strike(MacAddress mac)
    {
        if (_stations.Remove(mac))
            Driver.Handle(new StationLeft(mac));
    }

    // IEEE 802.2 exchange identification: a broadcast without meaning but for its source address.
    private static Frame SwitchUpdate(MacAddress station)
    {
        var octets = new byte[20];
        var wire = new WireWriter(octets);
        wire.WriteMac(MacAddress.Broadcast);
        wire.WriteMac(station);
        wire.WriteUInt16(6);
        wire.WriteOctets([0x00, 0x01, 0xaf, 0x81, 0x01, 0x00]);
        return new(octets);
    }

    private void ScheduleSweep()
    {
        _sweeping = true;
        Network.Timeline.After(TimeSpan.FromSeconds(30), this, 0);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        _sweeping = false;
        foreach (var station in _stations.Values.Where(station => Network.Now - station.HeardAt >= InactivityLimit).ToArray())
            Strike(station.Mac);
        if (_stations.Count > 0)
            ScheduleSweep();
    }

    private protected override void Stopping(bool keepMemory)
    {
        foreach (var attachment in Cell.Attachments.ToArray())
        {
            if (attachment.Port.Node is MobileNode mobile)
                mobile.Leave();
        }
        _stations.Clear();
        base.Stopping(keepMemory);
    }
}
