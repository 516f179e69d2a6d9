using System.Collections.Immutable;

namespace ProxyMip.Runtime.Control;

/// <summary>What a console is ready for.</summary>
public enum AccountState
{
    /// <summary>No user was ever set up: first-run set-up with the printed code.</summary>
    FirstRun,

    /// <summary>Users can log in.</summary>
    Ready,

    /// <summary>The store is missing a part, damaged or newer: nobody logs in, set-up does not open.</summary>
    Locked,
}

/// <summary>How a login ended.</summary>
public abstract record LoginOutcome
{
    private LoginOutcome()
    {
    }

    /// <summary>Name and password are right.</summary>
    /// <param name="User">The name as stored.</param>
    /// <param name="Capabilities">What the user may do.</param>
    /// <param name="SecurityStamp">Changes when password or capabilities do, which ends the session.</param>
    public sealed record Granted(string User, UserCapabilities Capabilities, string SecurityStamp) : LoginOutcome;

    /// <summary>LOG-01: name or password is wrong; which one is not said.</summary>
    public sealed record Wrong : LoginOutcome;

    /// <summary>LOG-02: too many attempts.</summary>
    /// <param name="Wait">Time until the next one is looked at.</param>
    public sealed record Throttled(TimeSpan Wait) : LoginOutcome;
}

/// <summary>A user as shown on the User Information page.</summary>
public sealed record UserView(string Name, UserCapabilities Capabilities, DateTimeOffset CreatedAt, DateTimeOffset? LastLoginAt);

/// <summary>Users of the console and their logins. Capability checks happen here.</summary>
public interface IAccounts
{
    /// <summary>What the console is ready for.</summary>
    AccountState State { get; }

    /// <summary>What to do when locked.</summary>
    string Advice { get; }

    /// <summary>Sets up the first user with every capability. Empty: done; otherwise why not, in a sentence.</summary>
    Task<string> SetUpAsync(string code, string name, string password, string source, CancellationToken cancel);

    /// <summary>Checks a login. Takes the same time for an unknown name.</summary>
    Task<LoginOutcome> LoginAsync(string name, string password, string source, CancellationToken cancel);

    /// <summary>Whether a session may go on: the user is there and the stamp still his.</summary>
    Task<bool> IsCurrentAsync(string name, string securityStamp, CancellationToken cancel);

    /// <summary>All users by name; needs Admin.</summary>
    Task<ImmutableArray<UserView>> UsersAsync(Caller caller, CancellationToken cancel);

    /// <summary>Adds a user; needs Write and Admin. Empty: done; otherwise the message code and text, separated by a blank.</summary>
    Task<string> AddAsync(Caller caller, string name, string password, UserCapabilities capabilities, CancellationToken cancel);

    /// <summary>Changes password (unless null) and capabilities; needs Write and Admin.</summary>
    Task<string> ChangeAsync(Caller caller, string name, string? password, UserCapabilities capabilities, CancellationToken cancel);

    /// <summary>Removes a user; needs Write and Admin.</summary>
    Task<string> RemoveAsync(Caller caller, string name, CancellationToken cancel);
}

/// <summary>One entry of the audit trail; before and after are JSON without secrets.</summary>
public sealed record AuditView(long Id, DateTimeOffset At, string User, string Source, string Action, string? Node, string? Section, long? Revision,
    string? Before, string? After, string Outcome);

/// <summary>The audit trail.</summary>
public interface IAuditTrail
{
    /// <summary>Entries, newest first; needs Admin.</summary>
    Task<ImmutableArray<AuditView>> ReadAsync(Caller caller, int skip, int take, CancellationToken cancel);

    /// <summary>Puts a section back to what it was before the entry, as a new save.</summary>
    Task<CommitOutcome> PutBackAsync(Caller caller, AuditView entry, CancellationToken cancel);

    /// <summary>Whether the chain of entries is whole: null, or the id of the first entry that does not fit.</summary>
    Task<long?> VerifyAsync(CancellationToken cancel);
}
