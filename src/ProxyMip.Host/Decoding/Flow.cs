using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>Addresses and ports a payload came with; all zero when only the payload is there.</summary>
internal readonly record struct Flow(Ipv4Address Source, ushort SourcePort, Ipv4Address Destination, ushort DestinationPort);
