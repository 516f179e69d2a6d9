using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The answer of a look-up.</summary>
/// <param name="Network">The longest network of the table that contains the address.</param>
/// <param name="HomeAgent">The home agent to use first: the numerically lowest active one.</param>
/// <param name="HomeAgentCount">Home agents known for the network; the others are fallbacks.</param>
public readonly record struct SubnetMatch(Ipv4Prefix Network, Ipv4Address HomeAgent, int HomeAgentCount);
