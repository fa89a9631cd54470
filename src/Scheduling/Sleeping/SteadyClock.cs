namespace Scheduling.Sleeping;

/// <summary>A clock that never goes back and loses no time: it goes on by whichever has gone further, the monotonic clock or the wall clock.</summary>
/// <remarks>
/// The monotonic clock stands still while the machine is suspended, the wall clock does not; the wall clock may be set back, the monotonic one can't.
/// A wall clock set forward makes this one run ahead: a node then asks too early, is told the store's time, and goes on sleeping.
/// </remarks>
internal sealed class SteadyClock
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _now;
    private DateTimeOffset _wall;
    private long _monotonic;

    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _monotonic = time.GetTimestamp();
        _now = _wall = time.GetUtcNow();
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var monotonic = _time.GetTimestamp();
                var wall = _time.GetUtcNow();
                var byMonotonic = _time.GetElapsedTime(_monotonic, monotonic);
                var byWall = wall - _wall;
                (_monotonic, _wall) = (monotonic, wall);
                return _now += byWall > byMonotonic ? byWall : byMonotonic;
            }
        }
    }
}
