namespace Scheduling.Jobs;

/// <summary>What a job's builder has been told.</summary>
internal sealed class JobSettings
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);

    public List<CancelOnCall> CancelOn { get; } = [];

    public JobCallbacks Callbacks { get; } = new();

    public RetryPolicy Retry { get; private set; } = RetryPolicy.Default;

    public void SetRetry(int attempts, TimeSpan? firstDelay, TimeSpan? maxDelay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var first = firstDelay ?? Least(RetryPolicy.Default.FirstDelay, maxDelay ?? TimeSpan.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, TimeSpan.Zero, nameof(firstDelay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, LongestDelay, nameof(firstDelay));
        var max = maxDelay ?? Greatest(RetryPolicy.Default.MaxDelay, first);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, first, nameof(maxDelay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, LongestDelay, nameof(maxDelay));
        Retry = new RetryPolicy(attempts, first, max);
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Greatest(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
