using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Schema;

/// <summary>The tables on PostgreSQL, in a schema of their own.</summary>
/// <param name="options">How it reaches the database.</param>
internal sealed class PostgresSchedulingContext(DbContextOptions<PostgresSchedulingContext> options) : SchedulingContext(options)
{
    public const string Schema = "scheduling";

    public static DbContextOptions<PostgresSchedulingContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<PostgresSchedulingContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migrations", Schema))
            .Options;

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddScheduling(Schema, tablePrefix: "");
}
