namespace Scheduling.Sleeping;

/// <summary>A clock that never goes back and loses no time: it goes on with the monotonic clock, and by whatever the wall clock jumps ahead of that.</summary>
/// <remarks>
/// The monotonic clock stands still while the machine is suspended, the wall clock does not; the wall clock may be set back, the monotonic one can't.
/// A wall clock set forward makes this one run ahead: a node then asks too early, is told the store's time, and goes on sleeping.
/// </remarks>
internal sealed class SteadyClock
{
    // The two clocks are not read at the same moment: a lead so small is taken for that, or the clock would run ahead by a little with each reading.
    private static readonly TimeSpan s_noise = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start;
    private readonly long _monotonicStart;
    private TimeSpan _lead;
    private TimeSpan _jumped;

    public SteadyClock(TimeProvider time)
    {
        _time = time;
        _monotonicStart = time.GetTimestamp();
        _start = time.GetUtcNow();
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var (elapsed, wall) = Read();
                var lead = wall - _start - elapsed;
                if (lead - _lead > s_noise)
                {
                    _jumped += lead - _lead;
                }

                _lead = lead;
                return _start + elapsed + _jumped;
            }
        }
    }

    // A thread that is held up between the two readings reads again; not for ever, as a machine under load may do that to it every time.
    private (TimeSpan Elapsed, DateTimeOffset Wall) Read()
    {
        var before = _time.GetTimestamp();
        for (var again = 3; ; again--)
        {
            var wall = _time.GetUtcNow();
            var after = _time.GetTimestamp();
            if (again == 0 || _time.GetElapsedTime(before, after) < s_noise)
            {
                return (_time.GetElapsedTime(_monotonicStart, after), wall);
            }

            before = after;
        }
    }
}
