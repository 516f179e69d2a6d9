namespace ProxyMip.Protocol.SubnetMap;

/// <summary>A network of a <see cref="LongestMatchTable"/> and where its home agents stand in the common list.</summary>
internal readonly record struct MatchGroup(SubnetMatch Match, int FirstHomeAgent);

/// <summary>The intervals that share an upper half of addresses.</summary>
internal readonly record struct MatchBlock(int First, int Count);
