using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>Migrates a file that this process alone uses: hosts of one process take turns.</summary>
internal sealed class SqliteMigrator : ITableMigrator
{
    private static readonly SemaphoreSlim s_turn = new(1);

    public async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        await s_turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A process that was killed while it migrated has left EF Core's lock behind, for which the next one would wait for ever.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
            await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            s_turn.Release();
        }
    }
}
