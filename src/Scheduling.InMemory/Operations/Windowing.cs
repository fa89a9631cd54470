using Scheduling.InMemory.Indexes;
using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Reads the nearest wake-ups.</summary>
internal static class Windowing
{
    public static WindowPage Read(Tables tables, WindowQuery query)
    {
        var jobs = query.Jobs.ToHashSet(StringComparer.Ordinal);
        var due = tables.Schedules.Due.Of(jobs);
        var leases = tables.Runs.Leases.Of(jobs);
        List<ScheduleHead> schedules = [];
        List<RunHead> runs = [];
        while (schedules.Count + runs.Count < query.Size)
        {
            var hasLease = leases.TryPeek(out var lease);
            if (due.TryPeek(out var wake) && !(hasLease && lease.IsBefore(wake)))
            {
                schedules.Add(wake.Row.ToHead()!);
                due.Pop();
            }
            else if (hasLease)
            {
                runs.Add(lease.Row.ToHead());
                leases.Pop();
            }
            else
            {
                break;
            }
        }

        return new(schedules, runs, due.TryPeek(out _) || leases.TryPeek(out _), Strangers(tables, query.Strangers, jobs));
    }

    private static List<ScheduleHead> Strangers(Tables tables, int limit, HashSet<string> jobs)
    {
        List<ScheduleHead> strangers = [];
        Merge<DueKey>? others = null;
        while (strangers.Count < limit && (others ??= tables.Schedules.Due.Except(jobs)).TryPeek(out var wake))
        {
            strangers.Add(wake.Row.ToHead()!);
            others.Pop();
        }

        return strangers;
    }
}
