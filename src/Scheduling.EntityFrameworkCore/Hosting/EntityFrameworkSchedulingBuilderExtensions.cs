using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses a store in a database.</summary>
public static class EntityFrameworkSchedulingBuilderExtensions
{
    /// <summary>
    /// Keeps schedules in the database of your own context, so that they change in one transaction with your data: <c>scheduler.Using(dbContext)</c>.
    /// </summary>
    /// <remarks>
    /// Call <c>modelBuilder.AddScheduling()</c> in its <c>OnModelCreating</c> and add a migration. The context is registered with <c>AddDbContextFactory</c> (pooled or not) or
    /// <c>AddDbContext</c>. PostgreSQL and SQLite are spoken to in SQL of their own; other relational providers through LINQ, which passes the same tests on SQLite and has not been tried on their servers.
    /// SQLite serves one process.
    /// </remarks>
    /// <typeparam name="TContext">Your context.</typeparam>
    /// <param name="builder">The builder.</param>
    public static ISchedulingBuilder UseEntityFrameworkCore<TContext>(this ISchedulingBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IScheduleStore>(StoreFactory.OfUser<TContext>);
        return builder;
    }

    /// <summary>Keeps schedules in an SQLite file, for one process. The file and its tables are made when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The path of the file, or a connection string (<c>Data Source=...</c>).</param>
    /// <param name="configure">Sets the options.</param>
    public static ISchedulingBuilder UseSqlite(this ISchedulingBuilder builder, string path, Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var connectionString = path.Contains('=', StringComparison.Ordinal) ? path : new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;
        var options = Configured(configure);
        builder.Services.AddSingleton<IScheduleStore>(services => StoreFactory.OfSqlite(connectionString, options, services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Keeps schedules in a PostgreSQL database, in a schema called <c>scheduling</c>, for any number of nodes. The tables are made when a host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string of the database, as Npgsql reads it.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The connection string can't be read.</exception>
    public static ISchedulingBuilder UsePostgres(
        this ISchedulingBuilder builder, string connectionString, Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        var options = Configured(configure);
        builder.Services.AddSingleton<IScheduleStore>(services => StoreFactory.OfPostgres(connectionString, options, services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static EntityFrameworkStoreOptions Configured(Action<EntityFrameworkStoreOptions>? configure)
    {
        EntityFrameworkStoreOptions options = new();
        configure?.Invoke(options);
        return options;
    }
}
