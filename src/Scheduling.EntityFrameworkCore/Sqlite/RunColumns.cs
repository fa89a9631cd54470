using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The columns of runs.</summary>
internal static class RunColumns
{
    public static readonly Column<RunEntity> Id = Column.Id<RunEntity>(nameof(RunEntity.Id), run => run.Id, (run, value) => run.Id = value);

    /// <summary>What changes; of the payload, see <see cref="SqliteTexts"/>.</summary>
    public static readonly IReadOnlyList<Column<RunEntity>> Progress =
    [
        Column.TimeOrNull<RunEntity>(nameof(RunEntity.EndedAt), run => run.EndedAt, (run, value) => run.EndedAt = value),
        Column.Number<RunEntity>(nameof(RunEntity.Fence), run => run.Fence, (run, value) => run.Fence = value),
        Column.Number<RunEntity>(nameof(RunEntity.Attempt), run => run.Attempt, (run, value) => run.Attempt = (int)value),
        Column.Number<RunEntity>(nameof(RunEntity.Failures), run => run.Failures, (run, value) => run.Failures = (int)value),
        Column.Number<RunEntity>(nameof(RunEntity.Lost), run => run.Lost, (run, value) => run.Lost = (int)value),
        Column.Text<RunEntity>(nameof(RunEntity.Node), run => run.Node, (run, value) => run.Node = value!),
        Column.Number<RunEntity>(nameof(RunEntity.State), run => (long)run.State, (run, value) => run.State = (RunState)value),
        Column.Time<RunEntity>(nameof(RunEntity.LeaseUntil), run => run.LeaseUntil, (run, value) => run.LeaseUntil = value),
        Column.Number<RunEntity>(nameof(RunEntity.Started), run => run.Started ? 1 : 0, (run, value) => run.Started = value != 0),
        Column.Number<RunEntity>(nameof(RunEntity.Cancel), run => (long)run.Cancel, (run, value) => run.Cancel = (CancelRequest)value),
        Column.Text<RunEntity>(nameof(RunEntity.Error), run => run.Error, (run, value) => run.Error = value),
        Column.Number<RunEntity>(nameof(RunEntity.Followed), run => run.Followed ? 1 : 0, (run, value) => run.Followed = value != 0),
    ];

    public static readonly IReadOnlyList<Column<RunEntity>> All =
    [
        Id,
        .. Progress,
        Column.Text<RunEntity>(nameof(RunEntity.ScheduleId), run => run.ScheduleId, (run, value) => run.ScheduleId = value!),
        Column.Number<RunEntity>(nameof(RunEntity.Incarnation), run => run.Incarnation, (run, value) => run.Incarnation = value),
        Column.Text<RunEntity>(nameof(RunEntity.Group), run => run.Group, (run, value) => run.Group = value),
        Column.Text<RunEntity>(nameof(RunEntity.Name), run => run.Name, (run, value) => run.Name = value),
        Column.Text<RunEntity>(nameof(RunEntity.Job), run => run.Job, (run, value) => run.Job = value!),
        Column.Text<RunEntity>(nameof(RunEntity.Payload), run => run.Payload, (run, value) => run.Payload = value),
        Column.Text<RunEntity>(nameof(RunEntity.TraceParent), run => run.TraceParent, (run, value) => run.TraceParent = value),
        Column.Time<RunEntity>(nameof(RunEntity.Occurrence), run => run.Occurrence, (run, value) => run.Occurrence = value),
        Column.TimeOrNull<RunEntity>(nameof(RunEntity.Due), run => run.Due, (run, value) => run.Due = value),
        Column.Number<RunEntity>(nameof(RunEntity.Cause), run => (long)run.Cause, (run, value) => run.Cause = (RunCause)value),
        Column.Number<RunEntity>(nameof(RunEntity.Missed), run => run.Missed, (run, value) => run.Missed = value),
        Column.TimeOrNull<RunEntity>(nameof(RunEntity.LastMissed), run => run.LastMissed, (run, value) => run.LastMissed = value),
        Column.NumberOrNull<RunEntity>(nameof(RunEntity.CallbackOf), run => (long?)run.CallbackOf, (run, value) => run.CallbackOf = (RunOutcome?)value),
        Column.Text<RunEntity>(nameof(RunEntity.CallbackError), run => run.CallbackError, (run, value) => run.CallbackError = value),
        Column.NumberOrNull<RunEntity>(nameof(RunEntity.PauseAfterFailures), run => run.PauseAfterFailures, (run, value) => run.PauseAfterFailures = (int?)value),
        Column.Number<RunEntity>(nameof(RunEntity.Callbacks), run => (long)run.Callbacks, (run, value) => run.Callbacks = (Callbacks)value),
        Column.Time<RunEntity>(nameof(RunEntity.ClaimedAt), run => run.ClaimedAt, (run, value) => run.ClaimedAt = value),
    ];
}
