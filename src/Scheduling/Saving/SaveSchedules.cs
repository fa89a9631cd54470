using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>
/// Saves definitions: announces them, stores them, tells of them. Whoever dies in between strands nothing, because the announcement has
/// armed a wake-up with those who heard it.
/// </summary>
internal sealed class SaveSchedules(DefinitionResolver resolver, NodeShell shell, HintPublisher hints, NodeClock clock)
{
    private const int Batch = 1_000;
    private const int Tries = 8;

    // No version is that low: the store answers with how the schedule stands, which is to be compared first.
    private const long NoVersion = 0;

    public async Task<IReadOnlyList<StoredSchedule>> SaveAsync(
        IReadOnlyList<ScheduleDefinition> definitions, bool declaredInCode, StoreScope scope, CancellationToken cancellationToken)
    {
        var now = clock.StoreNow;
        var creations = definitions.Select(definition => resolver.Create(definition, declaredInCode, now)).ToArray();
        RefuseDoubles(creations);
        await RefuseEndedAsync(definitions, creations, now, scope, cancellationToken).ConfigureAwait(false);
        var saved = new List<StoredSchedule>(creations.Length);
        for (var start = 0; start < creations.Length; start += Batch)
        {
            var end = Math.Min(start + Batch, creations.Length);
            saved.AddRange(await SaveBatchAsync(
                definitions.Skip(start).Take(end - start).ToArray(), creations[start..end], scope, cancellationToken).ConfigureAwait(false));
        }

        return saved;
    }

    private async Task<StoredSchedule[]> SaveBatchAsync(
        ScheduleDefinition[] definitions, ScheduleWrite[] creations, StoreScope scope, CancellationToken cancellationToken)
    {
        var saved = new StoredSchedule[creations.Length];
        var open = creations.Select((write, index) => (Index: index, Write: definitions[index].IfUnchangedSince is null ? write : write with { ExpectedVersion = NoVersion })).ToList();
        for (var attempt = 0; open.Count > 0; attempt++)
        {
            if (attempt == Tries)
            {
                throw new ScheduleConflictException(
                    $"Schedule '{open[0].Write.Id}' was changed by others {Tries} times while it was to be saved. Nothing of this definition was stored; save it again.");
            }

            var (results, storeNow) = await WriteAsync([.. open.Select(item => item.Write)], scope, cancellationToken).ConfigureAwait(false);

            // By the answer's time: this node may take the store's clock for slower than it is, and an occurrence that another has just claimed for one to come.
            var again = new List<(int Index, ScheduleWrite Write)>();
            for (var i = 0; i < open.Count; i++)
            {
                var (index, write) = open[i];
                if (results[i].Written)
                {
                    saved[index] = results[i].Present!;
                }
                else if (results[i].Present is not { } present)
                {
                    again.Add(definitions[index].IfUnchangedSince is null ? (index, creations[index]) : throw new ScheduleConflictException(
                        $"Schedule '{write.Id}' is gone; it was to be changed as it was, and not to be created anew. Save it without IfUnchangedSince if it shall be."));
                }
                else if (resolver.Replace(definitions[index], creations[index], present, storeNow) is { } replacement)
                {
                    again.Add((index, replacement));
                }
                else
                {
                    saved[index] = present;
                }
            }

            open = again;
        }

        return saved;
    }

    /// <summary>Announces what is to be stored, stores it, and tells of it.</summary>
    public async Task<StoreReply<IReadOnlyList<SaveResult>>> WriteAsync(ScheduleWrite[] writes, StoreScope scope, CancellationToken cancellationToken)
    {
        var waking = writes.Where(write => write is { State: ScheduleState.Active, NextDue: not null }).ToArray();
        foreach (var write in waking)
        {
            shell.Post(new NodeInput.SaveIntended(write.Id, write.NextDue!.Value, write.Job));
        }

        await hints.PublishAsync(
            [.. waking.Select(write => News.Intent(shell.NodeId, write))]).ConfigureAwait(false);
        var reply = await scope.Store.SaveAsync(writes, cancellationToken).ConfigureAwait(false);
        var present = reply.Value.Where(result => result.Present is not null).ToDictionary(result => result.Present!.Id, StringComparer.Ordinal);
        await scope.OnceTrueAsync(
            [.. present.Values.Select(result => new StoppedSchedule(result.Present!.Id, result.Present.Version))],
            isTrue => TellAsync([.. isTrue.Select(schedule => present[schedule.Id])])).ConfigureAwait(false);
        return reply;
    }

    private Task TellAsync(IReadOnlyList<SaveResult> results)
    {
        // Also of those that were refused: how they stand settles the intent, which would cost a look at its time.
        foreach (var schedule in results.Select(result => result.Present!))
        {
            shell.Post(new NodeInput.ScheduleSaved(schedule.Id, schedule.Version, schedule.ToHead()));
        }

        StoredSchedule[] changed = [.. results.Where(result => result.Written).Select(result => result.Present!)];
        foreach (var job in changed.Where(HasOtherRules).Select(schedule => schedule.Definition.Job).Distinct(StringComparer.Ordinal))
        {
            shell.Post(new NodeInput.RulesOverruled(job));
        }

        return hints.PublishAsync([.. changed.Select(NewsOf)]);
    }

    private SchedulingEvent NewsOf(StoredSchedule saved)
    {
        var news = News.ScheduleSaved(shell.NodeId, saved.Id, saved.Version, saved.ToHead());
        var job = saved.Definition.Job;
        return HasOtherRules(saved) ? News.SavedByOtherRules(news, job, resolver.RulesOf(job)) : news;
    }

    // The store has marked it: another version of the job's rules is in force.
    private static bool HasOtherRules(StoredSchedule saved) => saved.Definition.CancelKeys.Contains(OtherRules.KeyOf(saved.Definition.Job));

    // A recurrence that has ended is refused for what is new; but saying again what is stored is no error, with each deploy after the end.
    private async Task RefuseEndedAsync(
        IReadOnlyList<ScheduleDefinition> definitions, ScheduleWrite[] creations, DateTimeOffset now, StoreScope scope, CancellationToken cancellationToken)
    {
        var ended = Enumerable.Range(0, creations.Length)
            .Where(index => creations[index].NextDue is not { } next || next <= now)
            .ToArray();
        foreach (var batch in ended.Chunk(Batch))
        {
            var (rows, _) = await scope.Store.GetAsync([.. batch.Select(index => creations[index].Id)], cancellationToken).ConfigureAwait(false);
            var present = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
            foreach (var index in batch)
            {
                resolver.RefuseEnded(definitions[index], creations[index], present.GetValueOrDefault(creations[index].Id), now);
            }
        }
    }

    private static void RefuseDoubles(ScheduleWrite[] writes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (!seen.Add(write.Id))
            {
                throw new ArgumentException($"The id '{write.Id}' stands twice among the definitions. Give each schedule an id of its own.");
            }
        }
    }
}
