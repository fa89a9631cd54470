using Scheduling.EntityFrameworkCore.Model;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of Scheduling to a model.</summary>
public static class SchedulingModelBuilderExtensions
{
    /// <summary>
    /// Adds the tables of schedules, runs, cancel keys and jobs to your model, so that your migrations create them and your transactions change them. Call it in
    /// <c>OnModelCreating</c>.
    /// </summary>
    /// <remarks>
    /// Columns have fixed names in snake case, which naming conventions leave alone; the store's SQL relies on them. On PostgreSQL versions are drawn from a sequence, and ids are
    /// ordered by the "C" collation whatever the database's own.
    /// </remarks>
    /// <param name="modelBuilder">The builder of your model.</param>
    /// <param name="schema">The schema of the tables; null for the model's default one. Leave it out on SQLite, which has none.</param>
    /// <param name="tablePrefix">What the tables' names begin with.</param>
    /// <param name="collation">
    /// A collation that compares text by its code points, where the database does not by itself: on SQL Server for example <c>Latin1_General_100_BIN2_UTF8</c>. Not needed on
    /// SQLite and PostgreSQL.
    /// </param>
    public static ModelBuilder AddScheduling(
        this ModelBuilder modelBuilder, string? schema = null, string tablePrefix = "scheduling_", string? collation = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentNullException.ThrowIfNull(tablePrefix);

        // Npgsql marks each of its models with a strategy; on others there is none, and neither its sequences nor its collations.
        var isPostgres = modelBuilder.Model.GetValueGenerationStrategy() is not null;
        TableBuilder tables = new(modelBuilder, schema, tablePrefix, collation ?? (isPostgres ? "C" : null), isPostgres ? "timestamp(6) with time zone" : null);
        tables.AddSchedules();
        tables.AddRuns();
        tables.AddCancelKeys();
        tables.AddLabels();
        tables.AddJobs();
        tables.AddSchema();
        if (isPostgres)
        {
            modelBuilder.HasSequence<long>($"{tablePrefix}versions", schema);
        }

        return modelBuilder;
    }
}
