using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ProxyMip.Store;

/// <summary>Lets the migration tool build the model without a host.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<ConsoleDatabase>
{
    public ConsoleDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ConsoleDatabase>().UseSqlite("Data Source=design.db").Options);
}
