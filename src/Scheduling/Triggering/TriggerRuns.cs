using Scheduling.Chaining;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Triggering;

/// <summary>Runs schedules by hand: now, or for occurrences of the past.</summary>
internal sealed class TriggerRuns(CountingStore store, NodeShell shell, JobRegistry jobs, NodeSettings settings, TriggerIds ids)
{
    /// <summary>How many occurrences one backfill may have.</summary>
    public const int MostOccurrences = 1_000;

    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="InvalidOperationException">The schedule is faulted.</exception>
    public async Task<TriggeredRun> TriggerAsync(string scheduleId, TriggerOptions? options, CancellationToken cancellationToken)
    {
        TriggerRules.Check(scheduleId, options?.Overlap, options?.IdempotencyKey);
        var (row, now) = await ReadAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        Trigger trigger = new(row.Id, IdOf(row, options?.IdempotencyKey, null, now), RunCause.Triggered)
        {
            Overlap = options?.Overlap,
            Incarnation = row.Incarnation,
        };
        var results = await StoreAsync(row, [trigger], cancellationToken).ConfigureAwait(false);
        return new TriggeredRun(trigger.RunId, results[0].Verdict);
    }

    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    /// <exception cref="InvalidOperationException">The schedule is faulted.</exception>
    /// <exception cref="ArgumentException">The bounds are not acceptable, or there are too many occurrences.</exception>
    public async Task<BackfillResult> BackfillAsync(
        string scheduleId, DateTimeOffset from, DateTimeOffset to, BackfillOptions? options, CancellationToken cancellationToken)
    {
        options ??= new BackfillOptions();
        TriggerRules.Check(scheduleId, options.Overlap, options.IdempotencyKey);
        var (row, now) = await ReadAsync(scheduleId, cancellationToken).ConfigureAwait(false);
        TriggerRules.CheckBounds(scheduleId, from, to, now);
        Trigger[] triggers =
        [
            .. Occurrences(row, from, to).Select(occurrence => new Trigger(row.Id, IdOf(row, options.IdempotencyKey, occurrence, now), RunCause.Backfilled)
            {
                Occurrence = occurrence,
                Overlap = options.Overlap,
                BufferLimit = int.MaxValue,
                Incarnation = row.Incarnation,
            }),
        ];
        var results = triggers.Length == 0 ? [] : await StoreAsync(row, triggers, cancellationToken).ConfigureAwait(false);
        return new BackfillResult(
            results.Count(result => result.Verdict == TriggerVerdict.Accepted),
            results.Count(result => result.Verdict == TriggerVerdict.Buffered),
            results.Count(result => result.Verdict == TriggerVerdict.SkippedOverlap),
            results.Count(result => result.Verdict == TriggerVerdict.Known));
    }

    private static List<DateTimeOffset> Occurrences(StoredSchedule row, DateTimeOffset from, DateTimeOffset to)
    {
        var recurrence = RecurrenceText.Read(row.Definition.Recurrence);
        List<DateTimeOffset> occurrences = [];
        var before = from.UtcTicks < TimeSpan.TicksPerMicrosecond ? DateTimeOffset.MinValue : from.AddTicks(-TimeSpan.TicksPerMicrosecond);
        for (var at = Chaining.Occurrences.Next(recurrence, before); at <= to; at = Chaining.Occurrences.Next(recurrence, at.Value))
        {
            if (occurrences.Count == MostOccurrences)
            {
                throw new ArgumentException(
                    $"Schedule '{row.Id}' has more than {MostOccurrences:N0} occurrences from {from:O} to {to:O}. Backfill them in parts.");
            }

            occurrences.Add(at.Value);
        }

        return occurrences;
    }

    private async Task<(StoredSchedule Row, DateTimeOffset Now)> ReadAsync(string scheduleId, CancellationToken cancellationToken)
    {
        var (rows, now) = await store.GetAsync([scheduleId], cancellationToken).ConfigureAwait(false);
        return rows switch
        {
            [] => throw DefinitionRules.NotFound(scheduleId),
            [{ State: ScheduleState.Faulted } faulted] => throw new InvalidOperationException(
                $"Schedule '{scheduleId}' was set aside and can't be run: {faulted.Note} Mend that, save it again or resume it, and then run it."),
            [var row] => (row, now),
            _ => throw new InvalidOperationException($"The store has {rows.Count} schedules with the id '{scheduleId}'."),
        };
    }

    private Guid IdOf(StoredSchedule row, string? key, DateTimeOffset? occurrence, DateTimeOffset now) =>
        key is null ? ids.Next(now) : TriggerIds.Of(row.Id, row.Incarnation, key, occurrence);

    private async Task<IReadOnlyList<TriggerResult>> StoreAsync(StoredSchedule row, IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken)
    {
        var isAble = jobs.Has(row.Definition.Job);
        RunHolder holder = new(isAble ? settings.Id : Peers.Nobody, settings.Lease);
        var isAnswered = false;
        try
        {
            var (results, _) = await store.TriggerAsync(triggers, holder, cancellationToken).ConfigureAwait(false);
            isAnswered = true;
            shell.Post(new NodeInput.RunsTriggered(results));
            return results.Any(result => result.Verdict == TriggerVerdict.Refused) ? throw DefinitionRules.NotFound(row.Id) : results;
        }
        finally
        {
            if (!isAnswered)
            {
                shell.Post(new NodeInput.RunsInDoubt());
            }
        }
    }
}
