using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.EntityFrameworkCore.Linq;
using Scheduling.EntityFrameworkCore.Postgres;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Sqlite;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Errors;

namespace Scheduling.EntityFrameworkCore.Hosting;

/// <summary>Puts a store together, in the dialect of its context's database.</summary>
internal static class StoreFactory
{
    private const string PostgresProvider = "Npgsql.EntityFrameworkCore.PostgreSQL";
    private const string SqliteProvider = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>A store in the user's own context, whose tables the user's migrations make.</summary>
    public static EntityFrameworkScheduleStore OfUser<TContext>(IServiceProvider services)
        where TContext : DbContext => Create(UserContexts<TContext>(services), migrator: null, services.GetRequiredService<TimeProvider>());

    public static EntityFrameworkScheduleStore OfSqlite(string connectionString, EntityFrameworkStoreOptions options, TimeProvider time)
    {
        var context = SqliteSchedulingContext.Options(connectionString);
        return Create(new OwnContextSource(() => new SqliteSchedulingContext(context)), options.MigrateAtStart ? new SqliteMigrator() : null, time);
    }

    public static EntityFrameworkScheduleStore OfPostgres(string connectionString, EntityFrameworkStoreOptions options, TimeProvider time)
    {
        var context = PostgresSchedulingContext.Options(connectionString);
        return Create(new OwnContextSource(() => new PostgresSchedulingContext(context)), options.MigrateAtStart ? new PostgresMigrator() : null, time);
    }

    private static EntityFrameworkScheduleStore Create(ContextSource contexts, ITableMigrator? migrator, TimeProvider time)
    {
        using var lease = contexts.Open();
        var isSqlite = lease.Context.Database.ProviderName == SqliteProvider;
        return new(contexts, DialectOf(lease.Context, time), new StoreSchema(contexts, migrator, isSqlite ? new SqliteProcessLock() : null));
    }

    private static IStoreDialect DialectOf(DbContext context, TimeProvider time)
    {
        TableNames tables = new(context);
        return context.Database.ProviderName switch
        {
            PostgresProvider => new PostgresDialect(tables),
            SqliteProvider => new SqliteDialect(time),
            _ => new LinqDialect(LinqDialect.SystemOf(context.Database.ProviderName), new DatabaseClock()),
        };
    }

    private static UserContextSource<TContext> UserContexts<TContext>(IServiceProvider services)
        where TContext : DbContext
    {
        var isService = services.GetRequiredService<IServiceProviderIsService>();
        return isService.IsService(typeof(IDbContextFactory<TContext>)) || isService.IsService(typeof(TContext))
            ? new UserContextSource<TContext>(services.GetRequiredService<IServiceScopeFactory>())
            : throw new SchedulingConfigurationException(
                $"UseEntityFrameworkCore<{typeof(TContext).Name}>() needs the context, and it is not registered. Call AddDbContextFactory<{typeof(TContext).Name}>(...) or "
                + $"AddDbContext<{typeof(TContext).Name}>(...).");
    }
}
