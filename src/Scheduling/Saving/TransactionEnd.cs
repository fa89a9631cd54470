using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>
/// What follows from changes once the caller's transaction has been committed: done in order, on the pool, since the thread that ends a transaction must not be held
/// up. After a rollback none of it is done.
/// </summary>
internal sealed class TransactionEnd
{
    private readonly TaskCompletionSource<StoreTransactionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _last = Task.CompletedTask;

    public TransactionEnd(IStoreTransaction transaction) => transaction.OnEnded(end => _ended.TrySetResult(end));

    /// <param name="follow">What follows; told whether the commit is certain.</param>
    /// <returns>Cancelled after a rollback; else what comes of it. Need not be observed.</returns>
    public Task<T> AfterCommit<T>(Func<bool, Task<T>> follow)
    {
        var following = FollowAsync(_last, follow);
        _last = following;
        return Unobserved(following);
    }

    /// <summary>Keeps a failure that nobody asks for from being reported as one that nobody has noticed.</summary>
    public static Task<T> Unobserved<T>(Task<T> task)
    {
        _ = task.ContinueWith(
            static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    private async Task<T> FollowAsync<T>(Task previous, Func<bool, Task<T>> follow)
    {
        var end = await _ended.Task.ConfigureAwait(false);
        if (end == StoreTransactionEnd.RolledBack)
        {
            throw new OperationCanceledException("The transaction was rolled back.");
        }

        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await follow(end == StoreTransactionEnd.Committed).ConfigureAwait(false);
    }
}
