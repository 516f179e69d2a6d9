using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ProxyMip.Store.Entities;

namespace ProxyMip.Store;

/// <summary>The audit trail: append-only, each entry hashed over itself and the one before, so that a removed or changed entry shows.</summary>
public sealed partial class ConsoleStore
{
    /// <summary>Writes an entry that is no save: a login, Clear, a refused action.</summary>
    public async Task WriteAuditAsync(AuditNote note, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await using var database = Open();
            await AppendAuditAsync(database, note, cancel);
            await database.SaveChangesAsync(cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Entries, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ReadAuditAsync(int skip, int take, CancellationToken cancel)
    {
        await using var database = Open();
        var rows = await database.Audit.AsNoTracking().OrderByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        return [.. rows.Select(row => new AuditEntry(row.Id, row.At, row.User, row.Source, row.Action, row.Node, row.Section, row.Revision, row.Before, row.After, row.Outcome))];
    }

    /// <summary>The id of the first entry whose hash does not fit, null when the chain is whole.</summary>
    public async Task<long?> VerifyAuditAsync(CancellationToken cancel)
    {
        await using var database = Open();
        var last = "";
        await foreach (var row in database.Audit.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Hash != HashOf(row, last))
                return row.Id;
            last = row.Hash;
        }
        return null;
    }

    private async Task AppendAuditAsync(ConsoleDatabase database, AuditNote note, CancellationToken cancel)
    {
        var last = await database.Audit.AsNoTracking().OrderByDescending(row => row.Id).Select(row => row.Hash).FirstOrDefaultAsync(cancel);
        var row = new AuditRow
        {
            At = _clock.GetUtcNow(),
            User = note.User,
            Source = note.Source,
            Action = note.Action,
            Node = note.Node,
            Section = note.Section,
            Revision = note.Revision,
            Before = note.Before,
            After = note.After,
            Outcome = note.SecretsChanged ? $"{note.Outcome}; secret changed" : note.Outcome,
            Hash = "",
        };
        row.Hash = HashOf(row, last ?? "");
        database.Audit.Add(row);
    }

    private static string HashOf(AuditRow row, string last)
    {
        string?[] parts = [last, row.At.UtcTicks.ToString(CultureInfo.InvariantCulture), row.User, row.Source, row.Action, row.Node, row.Section,
            row.Revision?.ToString(CultureInfo.InvariantCulture), row.Before, row.After, row.Outcome];
        // Length before text: two different rows never give the same octets.
        var text = string.Concat(parts.Select(part => part is null ? "-;" : $"{part.Length}:{part};"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What to write into the audit trail.</summary>
/// <param name="User">Who.</param>
/// <param name="Source">Where from.</param>
/// <param name="Action">What, such as "save", "login", "clear-statistics".</param>
public sealed record AuditNote(string User, string Source, string Action)
{
    /// <summary>Node concerned.</summary>
    public string? Node { get; init; }

    /// <summary>Section concerned.</summary>
    public string? Section { get; init; }

    /// <summary>Revision made.</summary>
    public long? Revision { get; init; }

    /// <summary>JSON without secrets.</summary>
    public string? Before { get; init; }

    /// <summary>JSON without secrets.</summary>
    public string? After { get; init; }

    /// <summary>A secret changed, which the JSON cannot show.</summary>
    public bool SecretsChanged { get; init; }

    /// <summary>"done" or why not.</summary>
    public string Outcome { get; init; } = "done";
}
