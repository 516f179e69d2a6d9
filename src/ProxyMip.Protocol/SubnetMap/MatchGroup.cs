namespace ProxyMip.Protocol.SubnetMap;

/// <summary>A network of a <see cref="LongestMatchTable"/> and where its home agents stand in the common list.</summary>
internal readonly record struct MatchGroup(SubnetMatch Match, int FirstHomeAgent);
