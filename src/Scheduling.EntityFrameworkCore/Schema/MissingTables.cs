using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>How databases say that there is no such table.</summary>
internal static class MissingTables
{
    // SQLite has one code for whatever is wrong with a statement.
    public static bool IsTold(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName } => true,
        SqliteException { SqliteErrorCode: 1 } sqlite => sqlite.Message.Contains("no such table", StringComparison.Ordinal),
        _ => false,
    };
}
