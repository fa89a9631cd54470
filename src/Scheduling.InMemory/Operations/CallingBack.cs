using Scheduling.InMemory.Rows;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Ends runs, and makes those that tell of it.</summary>
internal static class CallingBack
{
    /// <returns>The callback; null if nobody is to be told.</returns>
    public static RunHead? End(Tables tables, RunRow run, RunState state, string? error, long now)
    {
        tables.Runs.End(run, state, error, now);
        return run.CallbackOf is null && CallbackRuns.Tell(run.Definition.Callbacks, state)
            ? Add(tables, run.ToEnded(now), run.Schedule, run.Definition, run.Occurrence, run.Due, now)
            : null;
    }

    /// <summary>Tells of occurrences that were passed over.</summary>
    /// <returns>The callback; null if nobody is to be told.</returns>
    public static RunHead? Missed(Tables tables, ScheduleRow row, Guid missed, long now) => CallbackRuns.Tell(row.Definition.Callbacks, RunState.Missed)
        && tables.Runs.Ended.Find(missed) is { } run ? Add(tables, run, row, row.Definition, Instant.From(run.Occurrence), Instant.Never, now) : null;

    private static RunHead Add(Tables tables, StoredRun ended, ScheduleRow schedule, ScheduleWrite definition, long occurrence, long due, long now)
    {
        RunRow callback = new()
        {
            Id = CallbackRuns.IdOf(ended.Id),
            Schedule = schedule,
            Definition = definition with { Callbacks = Callbacks.None, PauseAfterFailures = null },
            Cause = RunCause.Callback,
            CallbackOf = CallbackRuns.OutcomeOf(ended.State),
            CallbackError = ended.State == RunState.Succeeded ? null : ended.Error,
            Missed = ended.Missed,
            LastMissed = ended.LastMissed,
            Occurrence = occurrence,
            Due = due,
            ClaimedAt = now,
            Fence = 0,
            Node = ended.Node,
            State = RunState.Waiting,
            Attempt = 0,
            LeaseUntil = now,
        };
        tables.Runs.Add(callback);
        return callback.ToHead();
    }
}
