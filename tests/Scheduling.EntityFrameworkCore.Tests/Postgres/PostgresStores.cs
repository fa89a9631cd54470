using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Linq;
using Scheduling.EntityFrameworkCore.Postgres;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Stores on a PostgreSQL database: with its own SQL, or through LINQ, which has no other server to be tested with.</summary>
internal static class PostgresStores
{
    public static IStoreDialect Dialect(string database, bool isLinq)
    {
        if (isLinq)
        {
            return new LinqDialect("linq", new DatabaseClock());
        }

        using var context = Context(database);
        return new PostgresDialect(new TableNames(context));
    }

    public static EntityFrameworkScheduleStore Open(string database, bool isLinq)
    {
        OwnContextSource contexts = new(() => Context(database));
        return isLinq
            ? new(contexts, Dialect(database, isLinq), new StoreSchema(contexts, migrator: null, processLock: null))
            : StoreFactory.OfPostgres(database, new(), TimeProvider.System);
    }

    public static PostgresSchedulingContext Context(string database) => new(PostgresSchedulingContext.Options(database));
}
