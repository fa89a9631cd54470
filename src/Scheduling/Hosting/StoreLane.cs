namespace Scheduling.Hosting;

/// <summary>
/// One kind of store operation of a node: at most one is under way, so that while one batch is in flight the next one forms; after a failure
/// the next waits, longer each time.
/// </summary>
internal sealed class StoreLane(TimeSpan longestWait)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(200);

    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public bool IsBusy { get; private set; }

    /// <summary>How often it has failed since it last answered.</summary>
    public int Failures { get; private set; }

    /// <summary>
    /// How many items the next batch may hold: half of one that failed, twice as many after each that did not. So an item that the store can't digest
    /// is soon alone, and the others get through.
    /// </summary>
    public int BatchLimit { get; private set; } = int.MaxValue;

    /// <summary>When the next may be sent after a failure; null if there is nothing to wait for.</summary>
    public DateTimeOffset? RetryAt => !IsBusy && Failures > 0 ? _notBefore : null;

    /// <summary>
    /// How many new items the next batch may hold beside those that are not settled. Beside those that fail alone there is always room for one,
    /// or an item that the store can never digest would keep out all that come after it.
    /// </summary>
    public int RoomBeside(int unsettled) => Math.Max(BatchLimit - unsettled, BatchLimit == 1 ? 1 : 0);

    public bool IsFree(DateTimeOffset now) => !IsBusy && now >= _notBefore;

    public void Sent() => IsBusy = true;

    public void Answered()
    {
        IsBusy = false;
        BatchLimit = BatchLimit > int.MaxValue / 2 ? int.MaxValue : BatchLimit * 2;
        Failures = 0;
        _notBefore = DateTimeOffset.MinValue;
    }

    public void Failed(DateTimeOffset now, NodeRandom random, int batch = 1)
    {
        IsBusy = false;
        BatchLimit = Math.Max(1, batch / 2);
        var wait = s_firstWait * Math.Pow(2, Math.Min(Failures, 16));
        Failures++;
        _notBefore = now + ((wait < longestWait ? wait : longestWait) * (0.75 + (random.Next() / 2)));
    }
}
