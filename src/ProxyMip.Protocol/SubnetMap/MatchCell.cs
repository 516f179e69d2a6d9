namespace ProxyMip.Protocol.SubnetMap;

/// <summary>What a <see cref="LongestMatchTable"/> knows of the addresses with one upper half.</summary>
/// <param name="First">
/// With <paramref name="Count"/> 0 the group of all these addresses, otherwise the first of their intervals.
/// </param>
/// <param name="Count">
/// Intervals to search; where there are many, the complement of the number of the <see cref="MatchSteps"/> that narrow the search.
/// </param>
internal readonly record struct MatchCell(int First, int Count);

/// <summary>Addresses with one upper half that have the same longest match, up to the next interval.</summary>
/// <param name="Start">Lower half of the first address.</param>
/// <param name="Group">Their group.</param>
internal readonly record struct MatchInterval(ushort Start, int Group);
