using Npgsql;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Tells when a statement waits for a lock.</summary>
internal static class LockWaits
{
    public static async Task UntilSomebodyWaitsAsync(string database)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", connection);
        while ((long)(await command.ExecuteScalarAsync())! == 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>Until it waits or is done, which a test may wrongly find.</summary>
    public static async Task UntilItWaitsAsync(this Task operation, string database) => await Task.WhenAny(operation, UntilSomebodyWaitsAsync(database));
}
