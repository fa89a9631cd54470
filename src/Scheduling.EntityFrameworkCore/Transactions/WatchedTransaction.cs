using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Transactions;

/// <summary>A transaction whose end is waited for.</summary>
/// <param name="id">EF Core's id of it in the context that is watched.</param>
/// <param name="ended">Told how it has ended.</param>
internal sealed class WatchedTransaction(Guid id, Action<StoreTransactionEnd> ended)
{
    public Guid Id => id;

    /// <summary>Whether it went back to a savepoint.</summary>
    public bool IsDoubtful { get; set; }

    public void End(StoreTransactionEnd end) => ended(end);

    /// <summary>The same with one more who is told.</summary>
    public WatchedTransaction And(Guid otherId, Action<StoreTransactionEnd> other) =>
        new(id, ended + other) { IsDoubtful = IsDoubtful || otherId != id };
}
