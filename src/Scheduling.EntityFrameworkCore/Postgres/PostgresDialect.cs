using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>PostgreSQL, from version 12 on.</summary>
/// <param name="tables">The store's tables.</param>
internal sealed class PostgresDialect(TableNames tables) : IStoreDialect
{
    public const string Name = "postgresql";

    private const string IdleSessionTimeout = "57P05";

    private readonly PostgresStatements _statements = new(tables);

    public string System => Name;

    public bool IsShared => true;

    public IScheduleStore On(DbContext context) => new PostgresStore(context, _statements);

    // The change tracker is not touched, so that the caller's own context will do.
    public (IScheduleStore Store, IAsyncDisposable? Owned) Join(DbContext caller, ContextSource contexts) => (On(caller), null);

    /// <remarks>
    /// A connection that lay idle in the pool may have been dropped by the server, which is found out only when it is used. That is no outage: the operation is tried once more, on a
    /// fresh connection (Npgsql empties its pool when one turns out to be dropped). Claims and rescues know their own repetition, results that are recorded already are refused, reads and
    /// renewals may come twice, and a definition that was saved is found to be the same. What must not happen twice runs in a transaction, and is left alone if it failed while committing.
    /// </remarks>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsDroppedConnection(failure) && !OwnTransaction.FailedAtCommit(failure) && !cancellationToken.IsCancellationRequested)
        {
            return await operation(cancellationToken).ConfigureAwait(false);
        }
    }

    // Not a refused one, nor one that timed out: then the server is down, and whoever called waits before the next try.
    private static bool IsDroppedConnection(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleSessionTimeout } => true,
        PostgresException => false,
        NpgsqlException { InnerException: IOException } => true,
        _ => false,
    };
}
