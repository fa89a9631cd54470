using Scheduling.Chaining;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Changes definitions that are stored: reads, changes, and saves if nobody else has changed them meanwhile; else does it again.</summary>
internal sealed class UpdateSchedules(CountingStore store, SaveSchedules saving, JobRegistry jobs, NodeClock clock)
{
    private const int Tries = 8;

    private readonly StoreScope _atOnce = new(store);

    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="ScheduleConflictException">Others kept changing it.</exception>
    public Task<StoredSchedule> UpdateAsync(
        string scheduleId, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return UpdateAsync(scheduleId, (definition, _) => change(definition), cancellationToken);
    }

    public Task<StoredSchedule> SkipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken) => UpdateAsync(
        scheduleId, (definition, row) => definition with { Recurrence = Skipping(definition, row, occurrence.ToUniversalTime()) }, cancellationToken);

    public Task<StoredSchedule> UnskipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken) => UpdateAsync(
        scheduleId, (definition, _) => definition with { Recurrence = definition.Recurrence.WithoutExcepted(occurrence.ToUniversalTime()) }, cancellationToken);

    /// <summary>What the change makes of a definition, if that is a definition of the same schedule.</summary>
    public static ScheduleDefinition Change(string scheduleId, ScheduleDefinition definition, Func<ScheduleDefinition, ScheduleDefinition> change)
    {
        var changed = change(definition) ?? throw new ArgumentException("The change has returned no definition. Return the one that was given if nothing is to change.");
        return changed.Id == scheduleId
            ? changed
            : throw new ArgumentException($"The change gives schedule '{scheduleId}' the id '{changed.Id}'. An id can't change; save a schedule with the new one, and delete this one.");
    }

    private async Task<StoredSchedule> UpdateAsync(
        string scheduleId, Func<ScheduleDefinition, StoredSchedule, ScheduleDefinition> change, CancellationToken cancellationToken)
    {
        DefinitionRules.CheckId(scheduleId);
        for (var attempt = 1; ; attempt++)
        {
            var row = await ReadAsync(scheduleId, cancellationToken).ConfigureAwait(false);
            var changed = Change(scheduleId, DefinitionOf(row), definition => change(definition, row));
            try
            {
                return (await saving.SaveAsync([changed with { IfUnchangedSince = row.UpdatedAt }], declaredInCode: false, _atOnce, cancellationToken).ConfigureAwait(false))[0];
            }
            catch (ScheduleConflictException) when (attempt < Tries)
            {
                // What others have changed is read, and changed in turn.
            }
        }
    }

    private Recurrence Skipping(ScheduleDefinition definition, StoredSchedule row, DateTimeOffset occurrence)
    {
        var recurrence = definition.Recurrence;
        if (recurrence.ExceptTimes.Contains(occurrence))
        {
            return recurrence;
        }

        // One that waits for its jitter to pass is still to come.
        var now = clock.StoreNow;
        var isToCome = occurrence > now || (occurrence == row.NextOccurrence && row.NextDue > now);
        if (!isToCome || Occurrences.Next(recurrence, occurrence.AddMicroseconds(-1)) != occurrence)
        {
            throw new ArgumentException(
                $"{occurrence:O} is no occurrence of schedule '{definition.Id}' that is to come"
                + (Occurrences.Next(recurrence, now) is { } next ? $"; the next one is {next:O}. Name it by its nominal time, to the microsecond." : "; there is none."));
        }

        return recurrence.Except(occurrence);
    }

    private async Task<StoredSchedule> ReadAsync(string scheduleId, CancellationToken cancellationToken)
    {
        var (rows, _) = await store.GetAsync([scheduleId], cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : throw DefinitionRules.NotFound(scheduleId);
    }

    /// <summary>The definition that a stored schedule has.</summary>
    public ScheduleDefinition DefinitionOf(StoredSchedule row)
    {
        var stored = row.Definition;
        var job = jobs.Find(stored.Job) ?? throw new UnknownJobException(
            $"Schedule '{row.Id}' is of the job '{stored.Job}', which is not registered here, so that it can't be changed from here. Register it with AddJob, or with AddJobElsewhere if only other hosts run it.");
        return new ScheduleDefinition(row.Id, stored.Job, RecurrenceText.Read(stored.Recurrence))
        {
            Group = stored.Group,
            Name = stored.Name,
            Labels = stored.Labels,
            Payload = job.ReadPayload(stored.Payload),
            Overlap = stored.Overlap,
            BufferLimit = stored.BufferLimit,
            CatchUp = stored.CatchUp,
            CatchUpWindow = stored.CatchUpWindow,
            PauseAfterFailures = stored.PauseAfterFailures,
            Note = stored.Note,
        };
    }
}
