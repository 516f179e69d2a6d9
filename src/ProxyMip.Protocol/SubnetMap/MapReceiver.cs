using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>This end of the exchange, as the checks of a received datagram need it.</summary>
/// <param name="Address">Our own address.</param>
/// <param name="Epoch">Our run.</param>
/// <param name="Keys">The keys in force.</param>
public readonly record struct MapReceiver(Ipv4Address Address, MapEpoch Epoch, MapKeyRing Keys);
