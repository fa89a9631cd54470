using Scheduling.Storage;

namespace Scheduling.Tests.Engine.Transactions;

/// <summary>
/// A transaction of the caller's as the engine sees it, over a store that has none: what is done within is seen by all at once, and stays after a rollback. What matters
/// here is who is told, and when.
/// </summary>
internal sealed class FakeTransaction : IStoreTransaction
{
    private readonly List<Action<StoreTransactionEnd>> _listeners = [];

    /// <summary>The store as it was joined.</summary>
    public CallLog? Within { get; private set; }

    /// <summary>The store that was to be joined.</summary>
    public IScheduleStore? Joined { get; private set; }

    public int Listeners => _listeners.Count;

    public IScheduleStore Join(IScheduleStore store)
    {
        Joined = store;
        return Within = new CallLog(store);
    }

    /// <summary>Tests may go on with it after its end, to see what is done in order.</summary>
    public bool IsOpen { get; set; } = true;

    public void OnEnded(Action<StoreTransactionEnd> ended) => _listeners.Add(ended);

    public void Commit() => End(StoreTransactionEnd.Committed);

    public void RollBack() => End(StoreTransactionEnd.RolledBack);

    /// <summary>It ends, and nobody knows how.</summary>
    public void Lose() => End(StoreTransactionEnd.Unknown);

    private void End(StoreTransactionEnd end)
    {
        _listeners.ForEach(ended => ended(end));
    }
}
