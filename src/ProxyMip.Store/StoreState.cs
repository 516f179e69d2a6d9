namespace ProxyMip.Store;

/// <summary>What was found at the place of the store.</summary>
public enum StoreCondition
{
    /// <summary>Nothing was ever set up here: first-run set-up may run.</summary>
    Fresh,

    /// <summary>Open, with at least one user.</summary>
    Ready,

    /// <summary>Something is missing, damaged or newer. Nothing is written and set-up does not open again.</summary>
    Locked,
}

/// <summary>The condition, and for people what to do about it.</summary>
/// <param name="Condition">What was found.</param>
/// <param name="Advice">One or two sentences; empty when ready.</param>
public sealed record StoreState(StoreCondition Condition, string Advice);

/// <summary>A save met a newer revision; nothing was changed.</summary>
/// <param name="Section">Section.</param>
/// <param name="Expected">Revision the form was loaded with.</param>
/// <param name="Current">Revision stored.</param>
public sealed record RevisionConflict(string Section, long Expected, long Current);

/// <summary>A user without the password hash.</summary>
public sealed record StoredUser(string Name, int Capabilities, string SecurityStamp, DateTimeOffset CreatedAt, DateTimeOffset? LastLoginAt);

/// <summary>One entry of the audit trail. Before and after are JSON without secrets ("set" in their place; a changed secret is named).</summary>
public sealed record AuditEntry(long Id, DateTimeOffset At, string User, string Source, string Action, string? Node, string? Section, long? Revision,
    string? Before, string? After, string Outcome);

/// <summary>What a save is made of.</summary>
/// <param name="Node">Node id.</param>
/// <param name="Section">Section name.</param>
/// <param name="Expected">Revision it was loaded with.</param>
/// <param name="User">Who.</param>
/// <param name="Source">Where from.</param>
public sealed record SaveTicket(string Node, string Section, long Expected, string User, string Source);

/// <summary>Who saved a section last.</summary>
public sealed record SectionStamp(long Revision, string User, DateTimeOffset At);
