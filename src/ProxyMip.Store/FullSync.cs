using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ProxyMip.Store;

/// <summary>Sets synchronous FULL on every connection: it is a property of the connection, not of the file.</summary>
internal sealed class FullSync : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL";
        return command;
    }
}
