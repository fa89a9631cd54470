using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>The tables on SQLite.</summary>
/// <param name="options">How it reaches the database.</param>
internal sealed class SqliteSchedulingContext(DbContextOptions<SqliteSchedulingContext> options) : SchedulingContext(options)
{
    public static DbContextOptions<SqliteSchedulingContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<SqliteSchedulingContext>()
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable("scheduling_migrations"))
            .Options;

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScheduling();
}
