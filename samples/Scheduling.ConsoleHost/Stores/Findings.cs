using System.Globalization;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.ConsoleHost.Stores;

/// <summary>What an earlier process left behind.</summary>
/// <param name="Schedules">How many schedules.</param>
/// <param name="Overdue">How many of them fell due while nothing ran.</param>
/// <param name="Open">The runs that it had not brought to an end.</param>
internal sealed record Findings(int Schedules, int Overdue, IReadOnlyList<Run> Open)
{
    /// <param name="schedules">As they are soon after the start.</param>
    /// <param name="runs">As they are soon after the start, when some of what is overdue may have been claimed already.</param>
    /// <param name="start">When this process started.</param>
    public static Findings Of(IReadOnlyCollection<Schedule> schedules, IEnumerable<Run> runs, DateTimeOffset start)
    {
        Run[] distinct = [.. runs.DistinctBy(run => run.Id)];
        var asleep = schedules.Where(schedule => schedule.State == ScheduleState.Active && schedule.NextDue <= start).Select(schedule => schedule.Id);
        var claimed = distinct.Where(run => run.Occurrence <= start && run.ClaimedAt >= start).Select(run => run.ScheduleId);
        return new(schedules.Count, asleep.Union(claimed, StringComparer.Ordinal).Count(), [.. distinct.Where(run => run.ClaimedAt < start && !(run.EndedAt < start))]);
    }

    /// <param name="lease">How long a lost process holds a run.</param>
    public IEnumerable<string> Lines(TimeSpan lease)
    {
        if (Schedules == 0 && Open.Count == 0)
        {
            yield return "there are no schedules yet";
            yield break;
        }

        var overdue = Overdue == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {Overdue} of them fell due while nothing ran, and catch up with one run each");
        yield return string.Create(CultureInfo.InvariantCulture, $"it goes on: {Schedules} {(Schedules == 1 ? "schedule was" : "schedules were")} there already{overdue}");
        foreach (var run in Open)
        {
            var occurrence = run.Occurrence.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            var whatNext = run.State switch
            {
                RunState.Claimed when run.Attempt == 1 =>
                    string.Create(CultureInfo.InvariantCulture, $"was cut off, and is taken up again when its lease ends, within {lease.TotalSeconds:0} s"),
                RunState.Failed or RunState.Cancelled => $"was cut off, and is now {run.State.ToString().ToLowerInvariant()}",
                _ => "was not brought to an end, and is taken up again",
            };
            yield return $"the run of \"{run.ScheduleId}\" for {occurrence} {whatNext}";
        }
    }
}
