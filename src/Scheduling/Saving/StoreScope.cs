using Scheduling.Diagnostics;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Where a change is made, and when it is true: at once, or with the commit of a transaction of the caller's.</summary>
internal sealed class StoreScope
{
    private readonly TransactionEnd? _end;

    public StoreScope(CountingStore store) => Store = store;

    /// <exception cref="InvalidOperationException">The store can't take part in the transaction.</exception>
    public StoreScope(CountingStore store, IStoreTransaction transaction)
    {
        Store = store.Within(transaction);
        _end = new TransactionEnd(transaction);
    }

    public CountingStore Store { get; }

    /// <summary>Does what follows from a change as soon as that is true.</summary>
    /// <returns>Complete when there is nothing to be waited for: at once it has been done, within a transaction it waits for its end.</returns>
    public Task OnceTrueAsync(Func<Task> follow)
    {
        if (_end is null)
        {
            return follow();
        }

        _ = _end.AfterCommit(async () =>
        {
            await follow().ConfigureAwait(false);
            return true;
        });
        return Task.CompletedTask;
    }

    /// <summary>Does what follows from a change within a transaction after the commit.</summary>
    public Task<T> AfterCommit<T>(Func<Task<T>> follow) => _end is null
        ? throw new InvalidOperationException("There is no transaction to be waited for.")
        : _end.AfterCommit(follow);
}
