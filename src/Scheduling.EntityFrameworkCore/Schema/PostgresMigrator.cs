using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Errors;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>Migrates under a lock of the server's, so that of many nodes that start at once one does it and the others wait.</summary>
internal sealed class PostgresMigrator : ITableMigrator
{
    // Any number that nobody else uses: the letters "schedule".
    private const long LockKey = 0x7363_6865_6475_6c65;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(s_patience);

        // The lock belongs to the connection, which must not go back to the pool meanwhile.
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await context.ExecuteAsync($"select pg_advisory_lock({LockKey})", [], cancellationToken).ConfigureAwait(false);
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
            await context.ExecuteAsync($"select pg_advisory_unlock({LockKey})", [], CancellationToken.None).ConfigureAwait(false);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            throw new SchedulingConfigurationException(
                $"There is no database '{context.Database.GetDbConnection().Database}' on the server. Create it; its tables are made when a host starts.", missing);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchedulingConfigurationException(
                $"The tables of Scheduling can't be made or migrated: {refused.MessageText}. Connect as a user who may, or let somebody who may run the script from the package's folder 'sql'.",
                refused);
        }
        finally
        {
            // Whatever failed, the lock must not go back to the pool with its connection, which is reset only when it is used again.
            NpgsqlConnection.ClearPool((NpgsqlConnection)context.Database.GetDbConnection());
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
