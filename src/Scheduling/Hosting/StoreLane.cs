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

    /// <summary>When the next may be sent after a failure; null if there is nothing to wait for.</summary>
    public DateTimeOffset? RetryAt => !IsBusy && Failures > 0 ? _notBefore : null;

    public bool IsFree(DateTimeOffset now) => !IsBusy && now >= _notBefore;

    public void Sent() => IsBusy = true;

    public void Answered()
    {
        IsBusy = false;
        Failures = 0;
        _notBefore = DateTimeOffset.MinValue;
    }

    public void Failed(DateTimeOffset now, NodeRandom random)
    {
        IsBusy = false;
        var wait = s_firstWait * Math.Pow(2, Math.Min(Failures, 16));
        Failures++;
        _notBefore = now + ((wait < longestWait ? wait : longestWait) * (0.75 + (random.Next() / 2)));
    }
}
