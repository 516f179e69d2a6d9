namespace ProxyMip.Store.Entities;

/// <summary>The section of a node in force. One row per node and section; history is in <see cref="RevisionRow"/>.</summary>
internal sealed class SectionRow
{
    public required string Node { get; set; }

    public required string Section { get; set; }

    /// <summary>Optimistic concurrency: grows by one with every save.</summary>
    public long Revision { get; set; }

    /// <summary>JSON with encrypted secrets.</summary>
    public required string Json { get; set; }

    public required string User { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Every revision a section ever had, for "put this value back".</summary>
internal sealed class RevisionRow
{
    public long Id { get; set; }

    public required string Node { get; set; }

    public required string Section { get; set; }

    public long Revision { get; set; }

    public required string Json { get; set; }

    public required string User { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>A user of the console.</summary>
internal sealed class UserRow
{
    public required string Name { get; set; }

    /// <summary>Upper-case name: two names that differ in case only are one.</summary>
    public required string Key { get; set; }

    public required string PasswordHash { get; set; }

    public int Capabilities { get; set; }

    /// <summary>Changes with the password or the capabilities, which ends open sessions.</summary>
    public required string SecurityStamp { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastLoginAt { get; set; }
}

/// <summary>One entry of the audit trail. Append-only; each entry carries a hash over itself and the one before.</summary>
internal sealed class AuditRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string User { get; set; }

    public required string Source { get; set; }

    public required string Action { get; set; }

    public string? Node { get; set; }

    public string? Section { get; set; }

    public long? Revision { get; set; }

    /// <summary>Redacted JSON before.</summary>
    public string? Before { get; set; }

    /// <summary>Redacted JSON after.</summary>
    public string? After { get; set; }

    public required string Outcome { get; set; }

    public required string Hash { get; set; }
}

/// <summary>One sample of the twelve counters.</summary>
internal sealed class CounterRow
{
    public long Id { get; set; }

    public required string Node { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Twelve numbers separated by blanks, in screen order.</summary>
    public required string Values { get; set; }

    public bool Cleared { get; set; }
}

/// <summary>One entry of the event log.</summary>
internal sealed class EventRow
{
    public long Id { get; set; }

    public required string Node { get; set; }

    public DateTimeOffset At { get; set; }

    public int Severity { get; set; }

    public required string Code { get; set; }

    public required string Text { get; set; }
}
