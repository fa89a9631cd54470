using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>Brings the tables of a context of ours to the version of this library. Many nodes may start at once.</summary>
internal interface ITableMigrator
{
    /// <summary>Returns when the tables have that version, whoever migrated them.</summary>
    Task MigrateAsync(DbContext context, CancellationToken cancellationToken);
}
