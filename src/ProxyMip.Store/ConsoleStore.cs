using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ProxyMip.Config;
using ProxyMip.Config.Serialization;
using ProxyMip.Store.Secrets;

namespace ProxyMip.Store;

/// <summary>
/// The store of a console: configuration, users, audit trail, counters and events in one SQLite file (WAL, synchronous FULL) with a key file beside it.
/// An acknowledged save survives a kill. Opened once per process; safe for concurrent callers.
/// </summary>
public sealed partial class ConsoleStore : IDisposable
{
    /// <summary>Name of the database file in the data folder.</summary>
    public const string DatabaseName = "console.db";

    /// <summary>Name of the key file in the data folder.</summary>
    public const string KeyName = "secrets.key";

    private static readonly ConfigurationJson Redacted = new(SecretCodec.Redacted);

    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private DbContextOptions<ConsoleDatabase>? _options;
    private ConfigurationJson? _json;

    private ConsoleStore(string folder, TimeProvider clock) => (_folder, _clock) = (folder, clock);

    /// <summary>What was found when it was opened, and after first-run set-up.</summary>
    public StoreState State { get; private set; } = new(StoreCondition.Locked, "The store was not opened.");

    /// <summary>Looks at a data folder, which is made when missing. Never throws for what it finds there: see <see cref="State"/>.</summary>
    public static async Task<ConsoleStore> OpenAsync(string folder, TimeProvider clock, CancellationToken cancel)
    {
        var store = new ConsoleStore(folder, clock);
        try
        {
            Directory.CreateDirectory(folder);
            store.State = await store.ExamineAsync(cancel);
        }
        catch (Exception fault) when (fault is SqliteException or DbUpdateException or InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            store.State = new(StoreCondition.Locked, $"The store could not be opened ({fault.Message}). Restore {DatabaseName} and {KeyName} from a backup, or move both away to start anew.");
        }
        return store;
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();

    /// <summary>First-run set-up: makes key file and database and the first user, who gets every capability.</summary>
    /// <exception cref="InvalidOperationException">The store is not fresh.</exception>
    public async Task SetUpAsync(string userName, string passwordHash, int capabilities, string source, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (State.Condition != StoreCondition.Fresh)
                throw new InvalidOperationException("Set-up was done already.");
            var key = SecretFile.Read(PathOf(KeyName)) ?? SecretFile.Create(PathOf(KeyName));
            await AttachAsync(key, cancel);
            await using var database = Open();
            database.Users.Add(NewUser(userName, passwordHash, capabilities));
            await AppendAuditAsync(database, new(userName, source, "set-up") { After = userName }, cancel);
            await database.SaveChangesAsync(cancel);
            State = new(StoreCondition.Ready, "");
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The stored configuration of a node, sections never saved at their value in <paramref name="basis"/>, with the stamps of those saved.</summary>
    public async Task<(NodeConfiguration Configuration, IReadOnlyDictionary<string, SectionStamp> Stamps)> LoadAsync(string node, NodeConfiguration basis,
        CancellationToken cancel)
    {
        await using var database = Open();
        var rows = await database.Sections.AsNoTracking().Where(row => row.Node == node).ToListAsync(cancel);
        var configuration = rows.Aggregate(basis, (current, row) => _json!.With(current, row.Section, row.Json));
        return (configuration, rows.ToDictionary(row => row.Section, row => new SectionStamp(row.Revision, row.User, row.At)));
    }

    /// <summary>Saves one section in one transaction with its history and audit entry. Null: stored; otherwise nothing was changed.</summary>
    public async Task<RevisionConflict?> SaveAsync(SaveTicket ticket, NodeConfiguration before, NodeConfiguration after, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await using var database = Open();
            var row = await database.Sections.FindAsync([ticket.Node, ticket.Section], cancel);
            var current = row?.Revision ?? 0;
            if (current != ticket.Expected)
                return new(ticket.Section, ticket.Expected, current);
            var (now, json) = (_clock.GetUtcNow(), _json!.WriteSection(after, ticket.Section));
            if (row is null)
                database.Sections.Add(row = new() { Node = ticket.Node, Section = ticket.Section, Json = json, User = ticket.User });
            (row.Revision, row.Json, row.User, row.At) = (current + 1, json, ticket.User, now);
            database.Revisions.Add(new() { Node = row.Node, Section = row.Section, Revision = row.Revision, Json = json, User = row.User, At = now });
            await AppendAuditAsync(database, new(ticket.User, ticket.Source, "save")
            {
                Node = ticket.Node,
                Section = ticket.Section,
                Revision = row.Revision,
                Before = Redacted.WriteSection(before, ticket.Section),
                After = Redacted.WriteSection(after, ticket.Section),
                SecretsChanged = HasOtherSecrets(before, after, ticket.Section),
            }, cancel);
            await database.SaveChangesAsync(CancellationToken.None);
            return null;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A section as it was at a revision, put into a configuration; null when there was no such revision.</summary>
    public async Task<NodeConfiguration?> AtRevisionAsync(string node, string section, long revision, NodeConfiguration into, CancellationToken cancel)
    {
        await using var database = Open();
        var row = await database.Revisions.AsNoTracking().FirstOrDefaultAsync(
            entry => entry.Node == node && entry.Section == section && entry.Revision == revision, cancel);
        return row is null ? null : _json!.With(into, section, row.Json);
    }

    private async Task<StoreState> ExamineAsync(CancellationToken cancel)
    {
        var (hasKey, hasDatabase) = (File.Exists(PathOf(KeyName)), File.Exists(PathOf(DatabaseName)));
        if (!hasKey && !hasDatabase)
            return new(StoreCondition.Fresh, "No user has been set up yet.");
        if (!hasDatabase)
            return new(StoreCondition.Locked, $"{DatabaseName} is missing although set-up was done here. Restore it from a backup, or move {KeyName} away to start anew.");
        if (!hasKey)
            return new(StoreCondition.Locked, $"{KeyName} is missing: stored secrets cannot be opened. Restore it from a backup, or move {DatabaseName} away to start anew.");
        var key = SecretFile.Read(PathOf(KeyName))!;
        _options = OptionsFor(SqliteOpenMode.ReadWrite);
        await using (var database = Open())
        {
            var check = await database.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check LIMIT 1").FirstAsync(cancel);
            if (check != "ok")
                return new(StoreCondition.Locked, $"{DatabaseName} is damaged ({check}). Restore it and {KeyName} from a backup.");
            var known = database.Database.GetMigrations().ToHashSet();
            if ((await database.Database.GetAppliedMigrationsAsync(cancel)).Any(applied => !known.Contains(applied)))
                return new(StoreCondition.Locked, $"{DatabaseName} was written by a newer version of this program. Install that version, or restore an older backup.");
        }
        await AttachAsync(key, cancel);
        await using var open = Open();
        if (!await open.Users.AnyAsync(cancel))
            return await HasTraceOfSetUpAsync(open, cancel)
                ? new(StoreCondition.Locked, $"{DatabaseName} has no user. Restore it from a backup.")
                : new(StoreCondition.Fresh, "Set-up was begun but not finished.");
        await ReadEverySectionAsync(open, cancel);
        return new(StoreCondition.Ready, "");
    }

    // A set-up that was killed between key file and first user left an empty database: that is still a first start.
    private static async Task<bool> HasTraceOfSetUpAsync(ConsoleDatabase database, CancellationToken cancel) =>
        await database.Audit.AnyAsync(cancel) || await database.Sections.AnyAsync(cancel);

    // What cannot be read must be known at start, not at the first click.
    private async Task ReadEverySectionAsync(ConsoleDatabase database, CancellationToken cancel)
    {
        foreach (var row in await database.Sections.AsNoTracking().ToListAsync(cancel))
            _json!.With(NodeConfiguration.Default, row.Section, row.Json);
    }

    private async Task AttachAsync(byte[] key, CancellationToken cancel)
    {
        _json = new(new EncryptedSecrets(key));
        _options = OptionsFor(SqliteOpenMode.ReadWriteCreate);
        await using var database = Open();
        await database.Database.MigrateAsync(cancel);
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
    }

    private DbContextOptions<ConsoleDatabase> OptionsFor(SqliteOpenMode mode)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = PathOf(DatabaseName), Mode = mode, DefaultTimeout = 5 }.ToString();
        return new DbContextOptionsBuilder<ConsoleDatabase>().UseSqlite(connection).AddInterceptors(new FullSync()).Options;
    }

    private ConsoleDatabase Open() =>
        new(_options ?? throw new InvalidOperationException($"The store is not open: {State.Advice}"));

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static bool HasOtherSecrets(NodeConfiguration before, NodeConfiguration after, string section)
    {
        var plain = new ConfigurationJson(new PlainSecrets());
        return plain.WriteSection(before, section) != plain.WriteSection(after, section)
            && Redacted.WriteSection(before, section) == Redacted.WriteSection(after, section);
    }

    // Only ever compared in memory, never written anywhere.
    private sealed class PlainSecrets : SecretCodec
    {
        public override string Write(ReadOnlySpan<byte> secret) => Convert.ToHexString(secret);

        public override byte[]? Read(string text) => Convert.FromHexString(text);
    }
}
