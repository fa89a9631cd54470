using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>The columns of schedules.</summary>
internal static class ScheduleColumns
{
    public static readonly Column<ScheduleEntity> Id = Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Id), row => row.Id, (row, value) => row.Id = value!);

    /// <summary>What claims, stops and the ends of runs change.</summary>
    public static readonly IReadOnlyList<Column<ScheduleEntity>> Progress =
    [
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.State), row => (long)row.State, (row, value) => row.State = (ScheduleState)value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Note), row => row.Note, (row, value) => row.Note = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Version), row => row.Version, (row, value) => row.Version = value),
        Column.TimeOrNull<ScheduleEntity>(nameof(ScheduleEntity.NextDue), row => row.NextDue, (row, value) => row.NextDue = value),
        Column.TimeOrNull<ScheduleEntity>(nameof(ScheduleEntity.NextOccurrence), row => row.NextOccurrence, (row, value) => row.NextOccurrence = value),
        Column.NumberOrNull<ScheduleEntity>(nameof(ScheduleEntity.Remaining), row => row.Remaining, (row, value) => row.Remaining = value),
        Column.TimeOrNull<ScheduleEntity>(nameof(ScheduleEntity.PausedUntil), row => row.PausedUntil, (row, value) => row.PausedUntil = value),
        Column.TimeOrNull<ScheduleEntity>(nameof(ScheduleEntity.PausedDue), row => row.PausedDue, (row, value) => row.PausedDue = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.FailureStreak), row => row.FailureStreak, (row, value) => row.FailureStreak = (int)value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Asked), row => row.Asked, (row, value) => row.Asked = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Owner), row => row.Owner, (row, value) => row.Owner = value!),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Succeeded), row => row.Succeeded, (row, value) => row.Succeeded = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Failed), row => row.Failed, (row, value) => row.Failed = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Cancelled), row => row.Cancelled, (row, value) => row.Cancelled = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.SkippedOverlap), row => row.SkippedOverlap, (row, value) => row.SkippedOverlap = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Missed), row => row.Missed, (row, value) => row.Missed = value),
        Column.NumberOrNull<ScheduleEntity>(nameof(ScheduleEntity.LastOutcome), row => (long?)row.LastOutcome, (row, value) => row.LastOutcome = (RunOutcome?)value),
        Column.TimeOrNull<ScheduleEntity>(nameof(ScheduleEntity.LastEndedAt), row => row.LastEndedAt, (row, value) => row.LastEndedAt = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.LastError), row => row.LastError, (row, value) => row.LastError = value),
    ];

    public static readonly IReadOnlyList<Column<ScheduleEntity>> All =
    [
        Id,
        .. Progress,
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Group), row => row.Group, (row, value) => row.Group = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Name), row => row.Name, (row, value) => row.Name = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Job), row => row.Job, (row, value) => row.Job = value!),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Payload), row => row.Payload, (row, value) => row.Payload = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.Recurrence), row => row.Recurrence, (row, value) => row.Recurrence = value!),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Overlap), row => (long)row.Overlap, (row, value) => row.Overlap = (OverlapPolicy)value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.BufferLimit), row => row.BufferLimit, (row, value) => row.BufferLimit = (int)value),
        Column.NumberOrNull<ScheduleEntity>(
            nameof(ScheduleEntity.CatchUpWindow), row => row.CatchUpWindow?.Ticks, (row, value) => row.CatchUpWindow = value is { } ticks ? TimeSpan.FromTicks(ticks) : null),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.CatchUp), row => (long)row.CatchUp, (row, value) => row.CatchUp = (CatchUpPolicy)value),
        Column.NumberOrNull<ScheduleEntity>(nameof(ScheduleEntity.PauseAfterFailures), row => row.PauseAfterFailures, (row, value) => row.PauseAfterFailures = (int?)value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Callbacks), row => (long)row.Callbacks, (row, value) => row.Callbacks = (Callbacks)value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.DefinitionNote), row => row.DefinitionNote, (row, value) => row.DefinitionNote = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.DeclaredBy), row => row.DeclaredBy, (row, value) => row.DeclaredBy = value),
        Column.Text<ScheduleEntity>(nameof(ScheduleEntity.TraceParent), row => row.TraceParent, (row, value) => row.TraceParent = value),
        Column.Number<ScheduleEntity>(nameof(ScheduleEntity.Incarnation), row => row.Incarnation, (row, value) => row.Incarnation = value),
        Column.Time<ScheduleEntity>(nameof(ScheduleEntity.CreatedAt), row => row.CreatedAt, (row, value) => row.CreatedAt = value),
        Column.Time<ScheduleEntity>(nameof(ScheduleEntity.UpdatedAt), row => row.UpdatedAt, (row, value) => row.UpdatedAt = value),
    ];
}
