using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What rows tell.</summary>
internal static class EntityFacts
{
    public static ScheduleHead? ToHead(this ScheduleEntity row) => row is { State: ScheduleState.Active, NextDue: { } due }
        ? new(row.Id, row.Version, row.Job, row.Recurrence, row.CatchUp, Times.Told(due), row.Owner)
        {
            NextOccurrence = Times.Told(row.NextOccurrence),
            Remaining = row.Remaining,
            CatchUpWindow = row.CatchUpWindow,
        }
        : null;

    /// <summary>It wakes then, or when it is due, if that is later.</summary>
    public static void PauseUntil(this ScheduleEntity row, DateTime until)
    {
        var due = row.PausedDue ?? row.NextDue!.Value;
        row.NextOccurrence ??= due;
        (row.NextDue, row.PausedUntil, row.PausedDue) = (due > until ? due : until, until, due);
    }

    /// <summary>A pause until a time is over before that: it is due when it was.</summary>
    public static void EndPause(this ScheduleEntity row) => (row.NextDue, row.PausedUntil, row.PausedDue) = (row.PausedDue ?? row.NextDue, null, null);

    public static RunHead ToHead(this RunEntity run) => new(
        run.Id, run.ScheduleId, run.Job, run.Attempt, run.State, Times.Told(run.LeaseUntil), run.Node, run.Started, run.Cancel);

    public static bool IsOpen(this RunEntity run) => run.EndedAt is null;

    public static StoredRun ToStored(this RunEntity run) => new()
    {
        Id = run.Id,
        ScheduleId = run.ScheduleId,
        Group = run.Group,
        Name = run.Name,
        Incarnation = run.Incarnation,
        Job = run.Job,
        Payload = run.Payload,
        TraceParent = run.TraceParent,
        Occurrence = Times.Told(run.Occurrence),
        Fence = run.Fence,
        Attempt = run.Attempt,
        Failures = run.Failures,
        Lost = run.Lost,
        Node = run.Node,
        State = run.State,
        LeaseUntil = Times.Told(run.LeaseUntil),
        Started = run.Started,
        Cancel = run.Cancel,
        ClaimedAt = Times.Told(run.ClaimedAt),
        EndedAt = Times.Told(run.EndedAt),
        Error = run.Error,
        Due = Times.Told(run.Due),
        Cause = run.Cause,
        Missed = run.Missed,
        LastMissed = Times.Told(run.LastMissed),
        CallbackOf = run.CallbackOf,
        CallbackError = run.CallbackError,
        PauseAfterFailures = run.PauseAfterFailures,
        Callbacks = run.Callbacks,
    };

    /// <summary>The run has ended; its payload is of no use any more.</summary>
    public static void End(this RunEntity run, RunState state, string? error, DateTime now) =>
        (run.State, run.Error, run.EndedAt, run.Payload) = (state, error ?? run.Error, now, null);
}
