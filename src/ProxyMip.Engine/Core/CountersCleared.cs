namespace ProxyMip.Engine.Core;

/// <summary>
/// An administrator pressed Clear on the Statistics page: the twelve counters and the drop counters start at 0. Agents, registrations and the
/// informational fields stay.
/// </summary>
/// <param name="By">Who pressed it.</param>
public sealed record CountersCleared(string By) : EngineEvent;
