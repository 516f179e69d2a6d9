namespace ProxyMip.Config;

/// <summary>Whether a finding stops the save.</summary>
public enum FaultLevel
{
    /// <summary>Nothing is saved.</summary>
    Error,

    /// <summary>Shown, and saved all the same.</summary>
    Notice,
}

/// <summary>One finding of a rule about one field, in the words of the screen specification (section 8).</summary>
/// <param name="Code">Message code such as GEN-02; tests match it.</param>
/// <param name="Field">Field id as in the screen specification, such as "gen-aap1"; empty for the page as a whole.</param>
/// <param name="Text">The message.</param>
/// <param name="Level">Error or notice.</param>
public sealed record FieldFault(string Code, string Field, string Text, FaultLevel Level = FaultLevel.Error);

/// <summary>Collects every finding at once, in the order of the fields.</summary>
public sealed class FaultList
{
    private readonly List<FieldFault> _faults = [];

    /// <summary>All findings.</summary>
    public IReadOnlyList<FieldFault> All => _faults;

    /// <summary>Whether something stops the save.</summary>
    public bool HasErrors => _faults.Exists(fault => fault.Level == FaultLevel.Error);

    /// <summary>Adds an error.</summary>
    public void Error(string code, string field, string text) => _faults.Add(new(code, field, text));

    /// <summary>Adds a notice.</summary>
    public void Notice(string code, string field, string text) => _faults.Add(new(code, field, text, FaultLevel.Notice));

    /// <summary>Whether a field has an error.</summary>
    public bool HasErrorAt(string field) => _faults.Exists(fault => fault.Level == FaultLevel.Error && fault.Field == field);
}
