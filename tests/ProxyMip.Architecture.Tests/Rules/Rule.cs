namespace ProxyMip.Architecture.Tests.Rules;

/// <summary>One rule of the house: what must hold, why, and how a violation is found.</summary>
/// <typeparam name="T">What is looked at: an assembly, a project file, a source file.</typeparam>
/// <param name="Text">The rule.</param>
/// <param name="Reason">Why; goes into the failure text.</param>
/// <param name="Violations">Every violation found in one subject, each in words.</param>
public sealed record Rule<T>(string Text, string Reason, Func<T, IEnumerable<string>> Violations)
{
    public void Holds(IEnumerable<T> subjects)
    {
        var found = subjects.SelectMany(Violations).ToList();
        Assert.True(found.Count == 0, $"Rule: {Text}\nReason: {Reason}\nViolations:\n  {string.Join("\n  ", found)}");
    }

    /// <summary>For the twin test: the rule finds exactly this many violations in the planted subject, and the first names this.</summary>
    public void Sees(T planted, string named, int count = 1)
    {
        var found = Violations(planted).ToList();
        Assert.True(found.Count == count, $"Expected {count} violation(s), found: {string.Join("; ", found)}");
        Assert.Contains(named, found[0], StringComparison.Ordinal);
    }
}
