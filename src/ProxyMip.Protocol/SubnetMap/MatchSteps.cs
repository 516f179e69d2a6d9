using System.Runtime.CompilerServices;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>For one cell: the interval, counted from the cell's first, in which each third octet of an address begins, and at the end the last.</summary>
[InlineArray(Count)]
internal struct MatchSteps
{
    public const int Count = 257;

    private ushort _first;
}
