using System.Text;
using ProxyMip.Config;
using ProxyMip.Config.General;

namespace ProxyMip.Store.Tests;

/// <summary>The store of a console over a folder of its own.</summary>
public sealed class ConsoleStoreTests : IDisposable
{
    private const string Secret = "Canary-Shared-Secret";
    private readonly string _folder = Directory.CreateTempSubdirectory("proxymip-store-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ConsoleStore> OpenAsync() => ConsoleStore.OpenAsync(_folder, TimeProvider.System, Cancel);

    private async Task<ConsoleStore> SetUpAsync()
    {
        var store = await OpenAsync();
        await store.SetUpAsync("admin", "hash", 31, "test", Cancel);
        return store;
    }

    private static SaveTicket Ticket(string section, long revision) => new("ap", section, revision, "admin", "test");

    private static NodeConfiguration WithSecret() => NodeConfiguration.Default with
    {
        Servers = NodeConfiguration.Default.Servers with
        {
            Rows = NodeConfiguration.Default.Servers.Rows.SetItem(0, new() { Name = PeerName.TryParse("10.0.0.5"), Secret = new(Secret) }),
        },
    };

    private static NodeConfiguration Enabled(string aap) => NodeConfiguration.Default with { General = new GeneralConfig(true, [PeerName.TryParse(aap)!]) };

    [Fact]
    public async Task EmptyFolder_IsFresh()
    {
        using var store = await OpenAsync();
        Assert.Equal(StoreCondition.Fresh, store.State.Condition);
    }

    [Fact]
    public async Task SetUp_Done_IsReadyAfterRestartAndCannotRunAgain()
    {
        (await SetUpAsync()).Dispose();
        using var store = await OpenAsync();
        Assert.Equal(StoreCondition.Ready, store.State.Condition);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.SetUpAsync("intruder", "hash", 31, "test", Cancel));
    }

    [Theory]
    [InlineData(ConsoleStore.DatabaseName)]
    [InlineData(ConsoleStore.KeyName)]
    public async Task MissingFile_LocksAndSaysWhatToDo(string name)
    {
        (await SetUpAsync()).Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(_folder, name));
        using var store = await OpenAsync();
        Assert.Equal(StoreCondition.Locked, store.State.Condition);
        Assert.Contains(name, store.State.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(0, 4096)]
    [InlineData(200, 3000)]
    public async Task DamagedDatabase_NeverOpensFirstRunAgain(int from, int count)
    {
        (await SetUpAsync()).Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var path = Path.Combine(_folder, ConsoleStore.DatabaseName);
        var octets = await File.ReadAllBytesAsync(path, Cancel);
        new Random(1).NextBytes(octets.AsSpan(from, Math.Min(count, octets.Length - from)));
        await File.WriteAllBytesAsync(path, octets, Cancel);
        using var store = await OpenAsync();
        Assert.NotEqual(StoreCondition.Fresh, store.State.Condition);
    }

    [Fact]
    public async Task OtherKeyFile_IsNoticedAtStart()
    {
        using (var store = await SetUpAsync())
            Assert.Null(await store.SaveAsync(Ticket("servers", 0), NodeConfiguration.Default, WithSecret(), Cancel));
        await File.WriteAllTextAsync(Path.Combine(_folder, ConsoleStore.KeyName), new string('a', 64) + "\n", Cancel);
        using var again = await OpenAsync();
        Assert.Equal(StoreCondition.Locked, again.State.Condition);
    }

    [Fact]
    public async Task Save_SurvivesRestart()
    {
        using (var store = await SetUpAsync())
            Assert.Null(await store.SaveAsync(Ticket("general", 0), NodeConfiguration.Default, Enabled("10.0.0.2"), Cancel));
        using var again = await OpenAsync();
        var (configuration, stamps) = await again.LoadAsync("ap", NodeConfiguration.Default, Cancel);
        Assert.Equal(Enabled("10.0.0.2").General, configuration.General);
        Assert.Equal((1L, "admin"), (stamps["general"].Revision, stamps["general"].User));
    }

    [Fact]
    public async Task Save_OverANewerRevision_ChangesNothing()
    {
        using var store = await SetUpAsync();
        await store.SaveAsync(Ticket("general", 0), NodeConfiguration.Default, Enabled("10.0.0.2"), Cancel);
        var conflict = await store.SaveAsync(Ticket("general", 0), NodeConfiguration.Default, Enabled("10.0.0.3"), Cancel);
        Assert.Equal(new("general", 0, 1), conflict);
        Assert.Equal(Enabled("10.0.0.2").General, (await store.LoadAsync("ap", NodeConfiguration.Default, Cancel)).Configuration.General);
    }

    [Fact]
    public async Task Saves_AtOnce_LoseNothing()
    {
        using var store = await SetUpAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            store.SaveAsync(Ticket("general", 0), NodeConfiguration.Default, Enabled($"10.0.0.{i + 1}"), Cancel)));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Null(await store.VerifyAuditAsync(Cancel));
    }

    [Fact]
    public async Task Secret_IsInNoFileAndInNoAuditEntry()
    {
        using (var store = await SetUpAsync())
        {
            await store.SaveAsync(Ticket("servers", 0), NodeConfiguration.Default, WithSecret(), Cancel);
            Assert.Equal(Secret, (await store.LoadAsync("ap", NodeConfiguration.Default, Cancel)).Configuration.Servers.Rows[0].Secret!.Reveal());
            Assert.DoesNotContain(await store.ReadAuditAsync(0, 10, Cancel), entry => $"{entry.Before}{entry.After}".Contains(Secret, StringComparison.Ordinal));
        }
        foreach (var file in Directory.GetFiles(_folder))
            Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretOnly_Changed_IsNamedInTheAuditTrail()
    {
        using var store = await SetUpAsync();
        await store.SaveAsync(Ticket("servers", 0), NodeConfiguration.Default, WithSecret(), Cancel);
        var other = WithSecret() with
        {
            Servers = WithSecret().Servers with { Rows = WithSecret().Servers.Rows.SetItem(0, WithSecret().Servers.Rows[0] with { Secret = new("another one") }) },
        };
        await store.SaveAsync(Ticket("servers", 1), WithSecret(), other, Cancel);
        Assert.Contains("secret changed", (await store.ReadAuditAsync(0, 1, Cancel))[0].Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EarlierRevision_CanBePutBack()
    {
        using var store = await SetUpAsync();
        await store.SaveAsync(Ticket("general", 0), NodeConfiguration.Default, Enabled("10.0.0.2"), Cancel);
        await store.SaveAsync(Ticket("general", 1), Enabled("10.0.0.2"), Enabled("10.0.0.3"), Cancel);
        var earlier = await store.AtRevisionAsync("ap", "general", 1, NodeConfiguration.Default, Cancel);
        Assert.Equal(Enabled("10.0.0.2").General, earlier?.General);
    }

    [Fact]
    public async Task Users_LastAdministrator_CannotBeWeakenedOrRemoved()
    {
        using var store = await SetUpAsync();
        var note = new AuditNote("admin", "test", "change-user");
        Assert.Equal(UserOutcome.LastAdministrator, await store.ChangeUserAsync("admin", null, 0, note, Cancel));
        Assert.Equal(UserOutcome.LastAdministrator, await store.RemoveUserAsync("ADMIN", note, Cancel));
        Assert.Equal(UserOutcome.Taken, await store.AddUserAsync("Admin", "hash", 0, note, Cancel));
        Assert.Equal(UserOutcome.Done, await store.AddUserAsync("second", "hash", 3, note, Cancel));
        Assert.Equal(UserOutcome.Done, await store.RemoveUserAsync("admin", note, Cancel));
    }

    [Fact]
    public async Task Stamp_ChangesWithTheCapabilities()
    {
        using var store = await SetUpAsync();
        await store.AddUserAsync("viewer", "hash", 1, new("admin", "test", "add-user"), Cancel);
        var before = (await store.FindUserAsync("viewer", Cancel))!.Value.User.SecurityStamp;
        await store.ChangeUserAsync("viewer", null, 0, new("admin", "test", "change-user"), Cancel);
        Assert.NotEqual(before, (await store.FindUserAsync("viewer", Cancel))!.Value.User.SecurityStamp);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }
}
