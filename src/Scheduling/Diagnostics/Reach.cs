namespace Scheduling.Diagnostics;

/// <summary>Whether something outside the process can be reached, judged by its last answer, and since when. Safe for use by many threads.</summary>
internal sealed class Reach(TimeProvider time)
{
    private readonly Lock _lock = new();
    private volatile ReachState _state = new(true, time.GetUtcNow(), null);

    public ReachState State => _state;

    /// <returns>Whether it could not be reached before.</returns>
    public bool Answered() => !State.IsUp && Becomes(true, null);

    /// <returns>Whether it could be reached before.</returns>
    public bool Failed(Exception failure) => Becomes(false, failure.Message);

    private bool Becomes(bool isUp, string? failure)
    {
        lock (_lock)
        {
            var known = _state;
            _state = new ReachState(isUp, known.IsUp == isUp ? known.Since : time.GetUtcNow(), failure ?? known.Failure);
            return known.IsUp != isUp;
        }
    }
}
