namespace Scheduling.Storage;

/// <summary>A transaction of the caller's in which changes to schedules take part: they become true with its commit, and never were with its rollback.</summary>
/// <remarks>Made by the store's adapter from what its users know, for example a <c>DbContext</c>. Not safe for use by many threads, as transactions are not.</remarks>
public interface IStoreTransaction
{
    /// <summary>The store as it is seen and changed from within the transaction.</summary>
    /// <param name="store">The scheduler's store.</param>
    /// <exception cref="InvalidOperationException">The store keeps its rows elsewhere, or there is no transaction; the message says the mend.</exception>
    IScheduleStore Join(IScheduleStore store);

    /// <summary>Whether it is still open, and the one in which the joined store works.</summary>
    bool IsOpen { get; }

    /// <summary>Asks to be told, once, when the transaction has ended.</summary>
    /// <param name="ended">
    /// Told how. Called on the thread that ended it, which it must not hold up. Never called if the end can't be noticed (its process died): then the rows alone tell what has
    /// become true.
    /// </param>
    void OnEnded(Action<StoreTransactionEnd> ended);
}
