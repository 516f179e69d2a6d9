using System.Collections.Immutable;
using System.Globalization;
using ProxyMip.Runtime.Control;
using ProxyMip.Store;

namespace ProxyMip.Host.Serving;

/// <summary>Users and logins over the store: throttled, audited, capability-checked.</summary>
public sealed class StoredAccounts(ConsoleStore store, PasswordBook passwords, SetUpCode printedCode, LoginThrottle throttle, INodeDirectory nodes) : IAccounts
{
    private const int LongestName = 32;
    private const UserCapabilities Manage = UserCapabilities.Admin | UserCapabilities.Write;

    /// <inheritdoc />
    public AccountState State => store.State.Condition switch
    {
        StoreCondition.Fresh => AccountState.FirstRun,
        StoreCondition.Ready => AccountState.Ready,
        _ => AccountState.Locked,
    };

    /// <inheritdoc />
    public string Advice => store.State.Advice;

    /// <inheritdoc />
    public async Task<string> SetUpAsync(string code, string name, string password, string source, CancellationToken cancel)
    {
        if (State != AccountState.FirstRun)
            return "Set-up was done already.";
        if (throttle.WaitFor("", source) is { Ticks: > 0 } wait)
            return Throttled(wait);
        if (!printedCode.Fits(code))
        {
            throttle.NoteFailure("", source);
            return "The code is not right or no longer valid; restart the program for a new one.";
        }
        if (Judge(name, password) is { Length: > 0 } fault)
            return fault;
        await store.SetUpAsync(name.Trim(), passwords.Hash(password), (int)UserCapabilities.All, source, cancel);
        printedCode.Use();
        return "";
    }

    /// <inheritdoc />
    public async Task<LoginOutcome> LoginAsync(string name, string password, string source, CancellationToken cancel)
    {
        if (throttle.WaitFor(name, source) is { Ticks: > 0 } wait)
            return new LoginOutcome.Throttled(wait);
        var found = name.Length <= LongestName ? await store.FindUserAsync(name, cancel) : null;
        if (!passwords.Check(found?.PasswordHash, password, out var newHash))
        {
            throttle.NoteFailure(name, source);
            await store.WriteAuditAsync(new(Printable(name), source, "login") { Outcome = "refused" }, cancel);
            foreach (var node in nodes.Nodes)
                nodes.Find(node.Id)?.WriteEvent(EventSeverity.SystemWarning, "login-failed", $"A login as {Printable(name)} from {source} failed.");
            return new LoginOutcome.Wrong();
        }
        var user = found!.Value.User;
        throttle.NoteSuccess(name);
        await store.NoteLoginAsync(user.Name, newHash, cancel);
        await store.WriteAuditAsync(new(user.Name, source, "login"), cancel);
        return new LoginOutcome.Granted(user.Name, (UserCapabilities)user.Capabilities, user.SecurityStamp);
    }

    /// <inheritdoc />
    public async Task<bool> IsCurrentAsync(string name, string securityStamp, CancellationToken cancel) =>
        State == AccountState.Ready && await store.FindUserAsync(name, cancel) is { } found && found.User.SecurityStamp == securityStamp;

    /// <inheritdoc />
    public async Task<ImmutableArray<UserView>> UsersAsync(Caller caller, CancellationToken cancel) =>
        caller.Capabilities.HasFlag(UserCapabilities.Admin)
            ? [.. (await store.UsersAsync(cancel)).Select(user => new UserView(user.Name, (UserCapabilities)user.Capabilities, user.CreatedAt, user.LastLoginAt))]
            : [];

    /// <inheritdoc />
    public Task<string> AddAsync(Caller caller, string name, string password, UserCapabilities capabilities, CancellationToken cancel) =>
        ManageAsync(caller, async () => Judge(name, password) is { Length: > 0 } fault
            ? $"USR-04 {fault}"
            : TextOf(await store.AddUserAsync(name.Trim(), passwords.Hash(password), (int)WithAdmin(capabilities), Note(caller, "add-user", name, capabilities), cancel)));

    /// <inheritdoc />
    public Task<string> ChangeAsync(Caller caller, string name, string? password, UserCapabilities capabilities, CancellationToken cancel) =>
        ManageAsync(caller, async () => password is not null && PasswordBook.Judge(password, name) is { Length: > 0 } fault
            ? $"USR-04 {fault}"
            : TextOf(await store.ChangeUserAsync(name, password is null ? null : passwords.Hash(password), (int)WithAdmin(capabilities),
                Note(caller, password is null ? "change-user" : "change-user-password", name, capabilities), cancel)));

    /// <inheritdoc />
    public Task<string> RemoveAsync(Caller caller, string name, CancellationToken cancel) =>
        ManageAsync(caller, async () => TextOf(await store.RemoveUserAsync(name, Note(caller, "remove-user", name, UserCapabilities.None), cancel)));

    /// <summary>Wait in words (LOG-02).</summary>
    public static string Throttled(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.");

    private static async Task<string> ManageAsync(Caller caller, Func<Task<string>> change) =>
        (caller.Capabilities & Manage) == Manage ? await change() : "CAP-01 You need the Write and Admin capability for this.";

    private static AuditNote Note(Caller caller, string action, string name, UserCapabilities capabilities) =>
        new(caller.User, caller.Source, action) { After = $"{Printable(name)}: {WithAdmin(capabilities)}" };

    // Ticking Write ticks Admin.
    private static UserCapabilities WithAdmin(UserCapabilities capabilities) =>
        capabilities.HasFlag(UserCapabilities.Write) ? capabilities | UserCapabilities.Admin : capabilities;

    private static string Judge(string name, string password)
    {
        var trimmed = name.Trim();
        return trimmed.Length is 0 or > LongestName || trimmed.Any(char.IsControl)
            ? "Enter a user name of 1 to 32 characters."
            : PasswordBook.Judge(password, trimmed);
    }

    private static string TextOf(UserOutcome outcome) => outcome switch
    {
        UserOutcome.Done => "",
        UserOutcome.Taken => "USR-01 This user name is taken.",
        UserOutcome.LastAdministrator => "USR-03 At least one user must keep Write and Admin.",
        _ => "USR-05 There is no such user any more.",
    };

    private static string Printable(string text) =>
        new([.. text.Take(LongestName).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
