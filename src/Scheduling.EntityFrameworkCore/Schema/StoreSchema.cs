using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Errors;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>Sees to it, when a node starts, that the tables are there and of the version that this library needs.</summary>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="migrator">Makes and migrates the tables; null where that is done elsewhere.</param>
/// <param name="processLock">Keeps other processes out of a database that serves one alone; null where several may use it.</param>
internal sealed class StoreSchema(ContextSource contexts, ITableMigrator? migrator, SqliteProcessLock? processLock) : IDisposable
{
    /// <exception cref="SchedulingConfigurationException">They are missing, or of another version, and it was not asked to mend that; or another process has the database.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var lease = contexts.Open();
        await using (lease.ConfigureAwait(false))
        {
            var context = lease.Context;
            processLock?.Take(context);
            var version = await ReadVersionAsync(context, cancellationToken).ConfigureAwait(false);
            if (migrator is not null && version is null or < SchemaEntity.CurrentVersion)
            {
                await migrator.MigrateAsync(context, cancellationToken).ConfigureAwait(false);
                version = await ReadVersionAsync(context, cancellationToken).ConfigureAwait(false);
            }

            if (version != SchemaEntity.CurrentVersion)
            {
                throw new SchedulingConfigurationException(Problem(version, context));
            }
        }
    }

    public void Dispose() => processLock?.Dispose();

    private static string Problem(int? version, DbContext context)
    {
        var needed = SchemaEntity.CurrentVersion.ToString(CultureInfo.InvariantCulture);
        var mend = context is SchedulingContext
            ? "Let the host migrate them (MigrateAtStart, which is on by default), or run the script of this version from the package's folder 'sql'"
            : $"Add a migration to {context.GetType().Name} and run it: dotnet ef migrations add Scheduling{needed}, dotnet ef database update";
        return version switch
        {
            null => $"The tables of Scheduling are missing in the database '{context.Database.GetDbConnection().Database}'. {mend}.",
            > SchemaEntity.CurrentVersion =>
                $"The tables of Scheduling have version {version}, which is newer than version {needed} that this version of the library knows. A newer host has migrated them: update the package "
                + "Scheduling.EntityFrameworkCore here too.",
            _ => $"The tables of Scheduling have version {version}, and this version of the library needs version {needed}. {mend}.",
        };
    }

    private static async Task<int?> ReadVersionAsync(DbContext context, CancellationToken cancellationToken)
    {
        var tables = new TableNames(context);
        try
        {
            return await context.ReadAsync<int?>(
                $"select version from {tables.Schema} where id = 1",
                [],
                async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt32(0) : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (MissingTables.IsTold(failure))
        {
            return null;
        }
    }
}
