using Scheduling.Diagnostics;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Where a change is made, and when it is true: at once, or with the commit of a transaction of the caller's.</summary>
internal sealed class StoreScope
{
    private readonly CountingStore _outside;
    private readonly CountingStore _store;
    private readonly IStoreTransaction? _transaction;
    private readonly TransactionEnd? _end;

    public StoreScope(CountingStore store) => (_store, _outside) = (store, store);

    /// <exception cref="InvalidOperationException">The store can't take part in the transaction.</exception>
    public StoreScope(CountingStore store, IStoreTransaction transaction)
    {
        (_outside, _transaction) = (store, transaction);
        _store = store.Within(transaction);
        _end = new TransactionEnd(transaction);
    }

    /// <exception cref="InvalidOperationException">The transaction has ended: what is done now would be no part of it.</exception>
    public CountingStore Store => _transaction is { IsOpen: false }
        ? throw new InvalidOperationException("The transaction in which schedules were to change has ended. Begin another one, and call Using again.")
        : _store;

    /// <summary>Does what follows from a change of schedules as soon as that is true.</summary>
    /// <param name="changed">The schedules, with the versions that the change has given them.</param>
    /// <param name="follow">Does it for those of which it is true.</param>
    /// <returns>Complete when there is nothing to be waited for: at once it has been done, within a transaction it waits for its end.</returns>
    public Task OnceTrueAsync(IReadOnlyList<StoppedSchedule> changed, Func<IReadOnlyList<StoppedSchedule>, Task> follow)
    {
        if (_end is null)
        {
            return follow(changed);
        }

        _ = AfterCommit(changed, async isTrue =>
        {
            await follow(isTrue).ConfigureAwait(false);
            return true;
        });
        return Task.CompletedTask;
    }

    /// <summary>Does what follows from a change within a transaction after the commit.</summary>
    public Task<T> AfterCommit<T>(IReadOnlyList<StoppedSchedule> changed, Func<IReadOnlyList<StoppedSchedule>, Task<T>> follow) => _end is null
        ? throw new InvalidOperationException("There is no transaction to be waited for.")
        : _end.AfterCommit(async isCertain => await follow(isCertain ? changed : await StandingAsync(changed).ConfigureAwait(false)).ConfigureAwait(false));

    // A version is never used twice: where the row has it, or is gone, the change has become true.
    private async Task<IReadOnlyList<StoppedSchedule>> StandingAsync(IReadOnlyList<StoppedSchedule> changed)
    {
        if (changed.Count == 0)
        {
            return changed;
        }

        var (rows, _) = await _outside.GetAsync([.. changed.Select(schedule => schedule.Id)], CancellationToken.None).ConfigureAwait(false);
        var present = rows.ToDictionary(row => row.Id, row => row.Version, StringComparer.Ordinal);
        return [.. changed.Where(schedule => !present.TryGetValue(schedule.Id, out var version) || version == schedule.Version)];
    }
}
