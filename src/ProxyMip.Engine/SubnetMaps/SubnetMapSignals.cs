using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>Signal: the home agents of this node's own subnet, found by agent discovery.</summary>
/// <param name="Rows">Home agent address and its prefix.</param>
public sealed record OwnHomeAgents(ImmutableArray<(Ipv4Address HomeAgent, Ipv4Prefix Network)> Rows) : EngineEvent;

/// <summary>Signal: the authoritative access point in use changed; null when none answers.</summary>
/// <param name="Address">Its address.</param>
public sealed record ActiveAapChanged(Ipv4Address? Address) : EngineEvent;

/// <summary>
/// Signal: the rows in use changed. Raised at most once for each message or collected batch. The table is built when it is first asked for and never changes
/// afterwards, so keeping the signal costs nothing until a client has to be looked up.
/// </summary>
public sealed record SubnetMapChanged : EngineEvent
{
    private readonly MapEntry[] _rows;
    private LongestMatchTable? _table;

    /// <summary>Names the rows in use.</summary>
    /// <param name="rows">In any order; unverified rows are passed over. The array is kept and must not be written again.</param>
    public SubnetMapChanged(MapEntry[] rows) => _rows = rows;

    /// <summary>Finds the home agent of a client's address.</summary>
    public LongestMatchTable Table => _table ??= LongestMatchTable.Build(_rows);
}

/// <summary>An administrator pressed Refresh on the Subnet Map Table page: validate and renew.</summary>
public sealed record SubnetMapRefreshRequested : EngineEvent;

/// <summary>An administrator pressed Clear on the Subnet Map Table page: drop rows that are no longer valid.</summary>
public sealed record SubnetMapClearRequested : EngineEvent;

/// <summary>Signal: Refresh or Clear is finished.</summary>
/// <param name="Removed">Rows removed.</param>
/// <param name="Before">Rows there were.</param>
/// <param name="AapAnswered">False: no authoritative access point could be reached and nothing was removed.</param>
public sealed record SubnetMapMaintained(int Removed, int Before, bool AapAnswered) : EngineEvent;
