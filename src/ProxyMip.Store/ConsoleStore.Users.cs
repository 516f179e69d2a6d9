using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ProxyMip.Store.Entities;

namespace ProxyMip.Store;

/// <summary>How a change of users ended.</summary>
public enum UserOutcome
{
    /// <summary>Stored.</summary>
    Done,

    /// <summary>The name is taken (USR-01).</summary>
    Taken,

    /// <summary>There is no such user.</summary>
    Unknown,

    /// <summary>No user would keep Write and Admin (USR-03).</summary>
    LastAdministrator,
}

/// <summary>Users. Hashes are made by the caller (ASP.NET Core Identity); this part only keeps them.</summary>
public sealed partial class ConsoleStore
{
    private const int Administrator = 1;
    private const int Write = 2;

    /// <summary>All users by name.</summary>
    public async Task<IReadOnlyList<StoredUser>> UsersAsync(CancellationToken cancel)
    {
        await using var database = Open();
        return [.. (await database.Users.AsNoTracking().OrderBy(user => user.Key).ToListAsync(cancel)).Select(Public)];
    }

    /// <summary>A user with the password hash; null when there is none of that name.</summary>
    public async Task<(StoredUser User, string PasswordHash)?> FindUserAsync(string name, CancellationToken cancel)
    {
        await using var database = Open();
        var key = KeyOf(name);
        var row = await database.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Key == key, cancel);
        return row is null ? null : (Public(row), row.PasswordHash);
    }

    /// <summary>Adds a user.</summary>
    public Task<UserOutcome> AddUserAsync(string name, string passwordHash, int capabilities, AuditNote note, CancellationToken cancel) =>
        ChangeAsync(note, async database =>
        {
            var key = KeyOf(name);
            if (await database.Users.AnyAsync(user => user.Key == key, cancel))
                return UserOutcome.Taken;
            database.Users.Add(NewUser(name, passwordHash, capabilities));
            return UserOutcome.Done;
        }, cancel);

    /// <summary>Changes password, capabilities or both; open sessions of the user end.</summary>
    public Task<UserOutcome> ChangeUserAsync(string name, string? passwordHash, int? capabilities, AuditNote note, CancellationToken cancel) =>
        ChangeAsync(note, async database =>
        {
            if (await database.Users.FindAsync([KeyOf(name)], cancel) is not { } row)
                return UserOutcome.Unknown;
            (row.PasswordHash, row.Capabilities, row.SecurityStamp) = (passwordHash ?? row.PasswordHash, capabilities ?? row.Capabilities, NewStamp());
            return await KeepsAdministratorAsync(database, row.Key, row.Capabilities, cancel) ? UserOutcome.Done : UserOutcome.LastAdministrator;
        }, cancel);

    /// <summary>Removes a user.</summary>
    public Task<UserOutcome> RemoveUserAsync(string name, AuditNote note, CancellationToken cancel) =>
        ChangeAsync(note, async database =>
        {
            if (await database.Users.FindAsync([KeyOf(name)], cancel) is not { } row)
                return UserOutcome.Unknown;
            database.Users.Remove(row);
            return await KeepsAdministratorAsync(database, row.Key, 0, cancel) ? UserOutcome.Done : UserOutcome.LastAdministrator;
        }, cancel);

    /// <summary>Notes a login, and a hash made with newer parameters when there is one.</summary>
    public async Task NoteLoginAsync(string name, string? newHash, CancellationToken cancel)
    {
        await using var database = Open();
        if (await database.Users.FindAsync([KeyOf(name)], cancel) is not { } row)
            return;
        (row.LastLoginAt, row.PasswordHash) = (_clock.GetUtcNow(), newHash ?? row.PasswordHash);
        await database.SaveChangesAsync(cancel);
    }

    private async Task<UserOutcome> ChangeAsync(AuditNote note, Func<ConsoleDatabase, Task<UserOutcome>> change, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await using var database = Open();
            var outcome = await change(database);
            if (outcome != UserOutcome.Done)
                return outcome;
            await AppendAuditAsync(database, note, cancel);
            await database.SaveChangesAsync(CancellationToken.None);
            return outcome;
        }
        finally
        {
            _writing.Release();
        }
    }

    private static async Task<bool> KeepsAdministratorAsync(ConsoleDatabase database, string changed, int capabilities, CancellationToken cancel)
    {
        const int Both = Administrator | Write;
        return (capabilities & Both) == Both || await database.Users.AnyAsync(user => user.Key != changed && (user.Capabilities & Both) == Both, cancel);
    }

    private UserRow NewUser(string name, string passwordHash, int capabilities) => new()
    {
        Name = name,
        Key = KeyOf(name),
        PasswordHash = passwordHash,
        Capabilities = capabilities,
        SecurityStamp = NewStamp(),
        CreatedAt = _clock.GetUtcNow(),
    };

    private static StoredUser Public(UserRow row) => new(row.Name, row.Capabilities, row.SecurityStamp, row.CreatedAt, row.LastLoginAt);

    private static string KeyOf(string name) => name.ToUpperInvariant();

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
