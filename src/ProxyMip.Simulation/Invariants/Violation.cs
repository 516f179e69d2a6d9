namespace ProxyMip.Simulation.Invariants;

/// <summary>Something happened that must never happen. The seed of the run brings it back.</summary>
/// <param name="At">Time of the network.</param>
/// <param name="Rule">Stable name of the rule, such as "identification-grows".</param>
/// <param name="Text">One sentence.</param>
public sealed record Violation(TimeSpan At, string Rule, string Text);
