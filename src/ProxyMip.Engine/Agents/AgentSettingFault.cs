namespace ProxyMip.Engine.Agents;

/// <summary>Something wrong with the settings of an agent: an error keeps it from serving, a warning is only told.</summary>
/// <param name="Setting">The property at fault, such as "MaximumInterval".</param>
/// <param name="Text">One sentence: what is wrong and an example of a right value.</param>
/// <param name="IsWarning">Whether the agent serves nevertheless.</param>
public sealed record AgentSettingFault(string Setting, string Text, bool IsWarning = false);
