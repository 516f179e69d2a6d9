using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ProxyMip.Store.Entities;

namespace ProxyMip.Store;

/// <summary>The database of a console. Times are stored as UTC ticks, so that they sort.</summary>
internal sealed class ConsoleDatabase(DbContextOptions<ConsoleDatabase> options) : DbContext(options)
{
    public DbSet<SectionRow> Sections => Set<SectionRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<CounterRow> Counters => Set<CounterRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SectionRow>(row =>
        {
            row.HasKey(section => new { section.Node, section.Section });
            row.Property(section => section.Revision).IsConcurrencyToken();
        });
        modelBuilder.Entity<RevisionRow>().HasIndex(revision => new { revision.Node, revision.Section, revision.Revision }).IsUnique();
        modelBuilder.Entity<UserRow>().HasKey(user => user.Key);
        modelBuilder.Entity<AuditRow>().HasIndex(entry => entry.At);
        modelBuilder.Entity<CounterRow>().HasIndex(sample => new { sample.Node, sample.At });
        modelBuilder.Entity<EventRow>().HasIndex(entry => new { entry.Node, entry.Id });
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new(ticks, TimeSpan.Zero));
}
