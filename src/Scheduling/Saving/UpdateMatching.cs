using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Changes the definitions of a page of schedules as they were read, in one statement if nobody else changes them meanwhile.</summary>
internal sealed class UpdateMatching(CountingStore store, SaveSchedules saving, UpdateSchedules updating, DefinitionResolver resolver, NodeClock clock)
{
    private const int Tries = 8;

    private readonly StoreScope _atOnce = new(store);

    /// <param name="page">The schedules as they were read.</param>
    /// <param name="change">What each shall be.</param>
    /// <param name="sum">What became of the pages before.</param>
    /// <param name="isDryRun">Whether nothing is stored.</param>
    /// <param name="cancellationToken">Gives up; some may be changed.</param>
    /// <returns>The sum with this page.</returns>
    public async Task<BulkUpdateResult> UpdateAsync(
        IReadOnlyList<StoredSchedule> page, Func<ScheduleDefinition, ScheduleDefinition> change, BulkUpdateResult sum, bool isDryRun, CancellationToken cancellationToken)
    {
        // All of the page is checked before any of it is stored.
        var now = clock.StoreNow;
        var open = page.Select(row => Prepare(row, change, sum.Changed, now)).OfType<Item>().ToList();
        var (changed, unchanged) = (isDryRun ? open.Count : 0, page.Count - open.Count);
        List<string> conflicts = [], vanished = [];
        for (var attempt = 0; open.Count > 0 && !isDryRun; attempt++)
        {
            if (attempt == Tries)
            {
                conflicts.AddRange(open.Select(item => item.Write.Id));
                break;
            }

            var (results, storeNow) = await saving.WriteAsync([.. open.Select(item => item.Write)], _atOnce, cancellationToken).ConfigureAwait(false);
            List<Item> again = [];
            foreach (var (item, result) in open.Zip(results))
            {
                if (result.Written)
                {
                    changed++;
                }
                else if (result.Present is not { } present)
                {
                    vanished.Add(item.Write.Id);
                }
                else if (Replace(item, present, storeNow) is { } next)
                {
                    again.Add(next);
                }
                else
                {
                    conflicts.Add(item.Write.Id);
                }
            }

            open = again;
        }

        return new(sum.Changed + changed, sum.Unchanged + unchanged, [.. sum.Conflicts, .. conflicts], [.. sum.Vanished, .. vanished]);
    }

    private Item? Prepare(StoredSchedule row, Func<ScheduleDefinition, ScheduleDefinition> change, int changedBefore, DateTimeOffset now)
    {
        try
        {
            var definition = UpdateSchedules.Change(row.Id, updating.DefinitionOf(row), change) with { IfUnchangedSince = row.UpdatedAt };
            var create = resolver.Create(definition, declaredInCode: false, now);
            return resolver.Replace(definition, create, row, now) is { } write ? new(definition, create, write) : null;
        }
        catch (ArgumentException refusal)
        {
            throw new ArgumentException(
                $"Schedule '{row.Id}' can't be changed like that, and nothing after it was; {changedBefore:N0} before it were. Mend the change, or leave the schedule out with the filter. {refusal.Message}", refusal);
        }
    }

    // A run that began or ended meanwhile has another version, but is no change; a recurrence that has ended meanwhile, or an application that declares it, is one.
    private Item? Replace(Item item, StoredSchedule present, DateTimeOffset now)
    {
        try
        {
            return resolver.Replace(item.Definition, item.Create, present, now) is { } write ? item with { Write = write } : null;
        }
        catch (Exception overtaken) when (overtaken is ScheduleConflictException or ArgumentException)
        {
            return null;
        }
    }

    private sealed record Item(ScheduleDefinition Definition, ScheduleWrite Create, ScheduleWrite Write);
}
