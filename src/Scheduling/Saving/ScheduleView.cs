using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Shows a stored row to users.</summary>
internal static class ScheduleView
{
    public static async Task<Schedule?> ReadAsync(IScheduleStore store, string scheduleId, CancellationToken cancellationToken)
    {
        DefinitionRules.CheckId(scheduleId);
        var (rows, _) = await store.GetAsync([scheduleId], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : Of(rows[0]);
    }

    public static Schedule Of(StoredSchedule row) => new()
    {
        Id = row.Id,
        Group = row.Definition.Group,
        Name = row.Definition.Name,
        Labels = row.Definition.Labels,
        Job = row.Definition.Job,
        Payload = row.Definition.Payload,
        Recurrence = Read(row.Definition.Recurrence),
        Overlap = row.Definition.Overlap,
        BufferLimit = row.Definition.BufferLimit,
        CatchUp = row.Definition.CatchUp,
        CatchUpWindow = row.Definition.CatchUpWindow,
        PauseAfterFailures = row.Definition.PauseAfterFailures,
        FailuresInARow = row.FailureStreak,
        PausedUntil = row.PausedUntil,
        State = row.State,
        Note = row.Note,
        Version = row.Version,
        NextDue = row.NextDue,
        NextOccurrence = row.NextOccurrence ?? row.NextDue,
        Remaining = row.Remaining,
        Counts = row.Counts,
        LastOutcome = row.LastOutcome,
        LastEndedAt = row.LastEndedAt,
        LastError = row.LastError,
        DeclaredInCode = row.Definition.DeclaredBy is not null,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    private static Recurrence? Read(string text)
    {
        try
        {
            return RecurrenceText.Read(text);
        }
        catch (InvalidRecurrenceException)
        {
            return null;
        }
    }
}
