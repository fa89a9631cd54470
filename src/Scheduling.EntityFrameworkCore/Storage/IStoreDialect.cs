using Microsoft.EntityFrameworkCore;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>How one kind of database is spoken to. Safe for use by many threads.</summary>
internal interface IStoreDialect
{
    /// <summary>See <see cref="IScheduleStore.System"/>.</summary>
    string System { get; }

    /// <summary>See <see cref="IScheduleStore.IsShared"/>.</summary>
    bool IsShared { get; }

    /// <summary>The store's operations on a context: within its transaction if it has one, else each in one of its own.</summary>
    /// <param name="context">The context, which is used for nothing else meanwhile.</param>
    IScheduleStore On(DbContext context);

    /// <summary>The store's operations within the transaction of a caller's context, which need not know the store's tables.</summary>
    /// <param name="caller">The caller's context.</param>
    /// <param name="contexts">Where the store's own contexts come from.</param>
    /// <returns>The operations, and what is to be disposed after the transaction.</returns>
    (IScheduleStore Store, IAsyncDisposable? Owned) Join(DbContext caller, ContextSource contexts);

    /// <summary>Carries out an operation that is no part of a caller's transaction.</summary>
    /// <param name="operation">Carries it out on a context of its own; may be called again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken);
}
