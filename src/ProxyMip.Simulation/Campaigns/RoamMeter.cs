using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Times the steps of roams by watching the engines from outside.</summary>
internal sealed class RoamMeter(VirtualNetwork network) : IEngineObserver
{
    private const ushort RegistrationPort = 434;
    private const ushort SubnetMapPort = 6500;

    private readonly Dictionary<MacAddress, RoamRecord> _byStation = [];
    private readonly Dictionary<Ipv4Address, RoamRecord> _byAddress = [];

    /// <summary>Called when the path of a roam is ready.</summary>
    public Action<RoamRecord>? Ready { get; set; }

    /// <summary>Registration messages put on the network by any node, relays included.</summary>
    public long RegistrationMessages { get; private set; }

    /// <summary>ARP packets put on the network by engines.</summary>
    public long ArpPackets { get; private set; }

    /// <summary>Messages of the subnet map exchange put on the network.</summary>
    public long SubnetMapMessages { get; private set; }

    /// <summary>Begins to time a roam; the one before of the same node is no longer timed.</summary>
    public void Begin(RoamRecord roam)
    {
        _byStation[roam.Mobile.Ports[0].Mac] = roam;
        _byAddress[roam.Mobile.Address] = roam;
    }

    public void Takes(EngineNode node, EngineEvent input)
    {
        switch (input)
        {
            case StationAssociated associated when Find(associated.Station, node) is { } roam:
                roam.AssociatedAt = network.Now;
                break;
            case StationHeard heard when Find(heard.Station, node) is { } roam && heard.Address == roam.Mobile.Address:
                roam.AddressKnownAt ??= network.Now;
                break;
            case DatagramReceived { SourcePort: RegistrationPort } reply when _byAddress.TryGetValue(reply.Destination, out var roam) && roam.To == node:
                roam.RepliedAt ??= IsAcceptance(reply) ? network.Now : null;
                break;
        }
    }

    public void Acts(EngineNode node, EngineAction action)
    {
        switch (action)
        {
            case SendDatagram datagram:
                Count(datagram);
                if (datagram is { DestinationPort: RegistrationPort, LinkSource: { } client } && Find(client, node) is { } asking)
                    Asked(asking);
                break;
            case SendArp:
                ArpPackets++;
                break;
            case SetBindingPath binding when _byAddress.TryGetValue(binding.HomeAddress, out var roam) && roam is { IsReturn: false, RequestedAt: not null }:
                roam.SwitchedAt ??= network.Now;
                break;
            case RemoveBindingPath binding when _byAddress.TryGetValue(binding.HomeAddress, out var roam) && roam is { IsReturn: true, RequestedAt: not null }:
                roam.SwitchedAt ??= network.Now;
                break;
        }
    }

    public void Stepped(EngineNode node, EngineEvent input)
    {
        if (node is not AccessPointNode)
            return;
        if (input is DatagramReceived { SourcePort: RegistrationPort } reply && _byAddress.TryGetValue(reply.Destination, out var roam))
            Judge(roam);
    }

    private void Judge(RoamRecord roam)
    {
        if (roam.ReadyAt is not null || roam.AssociatedAt is null || roam.RepliedAt is null)
            return;
        if (!roam.IsReturn && roam.To.Driver.Tables.Station(roam.Mobile.Ports[0].Mac) is not { Path: StationPath.Visitor })
            return;
        roam.ReadyAt = network.Now;
        Ready?.Invoke(roam);
    }

    private void Asked(RoamRecord roam)
    {
        if (roam.ReadyAt is not null)
            return;
        roam.RequestedAt ??= network.Now;
        roam.LastRequestAt = network.Now;
        roam.Requests++;
    }

    private void Count(SendDatagram datagram)
    {
        if (datagram.DestinationPort == SubnetMapPort)
            SubnetMapMessages++;
        else if (datagram.DestinationPort == RegistrationPort || datagram.SourcePort == RegistrationPort)
            RegistrationMessages++;
    }

    private RoamRecord? Find(MacAddress station, EngineNode node) =>
        _byStation.TryGetValue(station, out var roam) && roam.To == node ? roam : null;

    private static bool IsAcceptance(DatagramReceived reply) =>
        RegistrationReply.TryParse(reply.Payload.Span, out var read, out _)
        && read.Code is ReplyCode.Accepted or ReplyCode.AcceptedWithoutSimultaneousBindings;
}
