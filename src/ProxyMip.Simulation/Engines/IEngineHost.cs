using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Engines;

/// <summary>What the engine of a node asks its surroundings for: the node, or a bare test.</summary>
internal interface IEngineHost
{
    /// <summary>Puts a UDP datagram on the network.</summary>
    void Send(SendDatagram datagram);

    /// <summary>Puts an ICMP message on the network.</summary>
    void Send(SendIcmp message);

    /// <summary>Puts an ARP packet on the network.</summary>
    void Send(SendArp arp);

    /// <summary>The tables of the packet path changed.</summary>
    void Applied(PathChange change);

    /// <summary>Tell the engine of the first packet down to a station.</summary>
    void Watch(MacAddress station);

    /// <summary>Asks the AAA servers.</summary>
    void Ask(QueryAssociation query);

    /// <summary>Writes to disk.</summary>
    void Save(SavedMobileNode node);
}
