using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>The jobs that have active schedules with a due time: found by leaping from one to the next in the index of those, which begins with the job.</summary>
internal static class SleepingJobs
{
    /// <summary>A recursive query <c>job</c>, whose last row is null.</summary>
    public static string Query(TableNames tables)
    {
        var first = $"select x.job from {tables.Schedules} x where x.state = {(int)ScheduleState.Active} and x.next_due is not null";
        return $"""
            with recursive job as (
                ({first} order by x.job limit 1)
                union all
                select ({first} and x.job > j.job order by x.job limit 1) from job j where j.job is not null)
            """;
    }
}
