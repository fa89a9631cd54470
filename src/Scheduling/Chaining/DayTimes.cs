namespace Scheduling.Chaining;

/// <summary>The local times every so many days, from the first one on.</summary>
/// <param name="first">The first one, in ticks.</param>
/// <param name="days">The days between two.</param>
internal readonly struct DayTimes(long first, int days) : ILocalTimes
{
    public long? Next(long after)
    {
        var period = days * TimeSpan.TicksPerDay;
        var index = after < first ? 0 : ((after - first) / period) + 1;
        return index <= (DateTime.MaxValue.Ticks - first) / period ? first + (index * period) : null;
    }
}
