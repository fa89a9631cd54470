using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>
/// One writer at a time for each database of this process. SQLite allows one anyway; those that wait for it here are woken when it is their turn, while those
/// that wait in SQLite sleep and ask again.
/// </summary>
internal static class SqliteGates
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> s_gates = new(StringComparer.Ordinal);

    public static SemaphoreSlim Of(SqliteConnection connection) => s_gates.GetOrAdd(NameOf(connection), _ => new(1, 1));

    private static string NameOf(SqliteConnection connection)
    {
        SqliteConnectionStringBuilder options = new(connection.ConnectionString);
        var isFile = options.Mode != SqliteOpenMode.Memory && options.DataSource is not ("" or ":memory:")
            && !options.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        return isFile ? Path.GetFullPath(options.DataSource) : connection.ConnectionString;
    }
}
