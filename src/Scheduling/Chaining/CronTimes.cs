using Cronos;

namespace Scheduling.Chaining;

/// <summary>The local times that a cron expression matches.</summary>
internal readonly struct CronTimes(CronExpression expression) : ILocalTimes
{
    // Past this, counting on would leave the calendar.
    private static readonly long s_last = DateTime.MaxValue.Ticks - TimeSpan.TicksPerSecond;

    public long? Next(long after) =>
        after < 0 ? expression.GetNextOccurrence(new DateTime(0, DateTimeKind.Utc), inclusive: true)?.Ticks
        : after > s_last ? null
        : expression.GetNextOccurrence(new DateTime(after, DateTimeKind.Utc))?.Ticks;
}
