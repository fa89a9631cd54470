using System.Runtime.CompilerServices;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Reads what a filter means page by page.</summary>
internal static class SchedulePages
{
    /// <summary>Pages in the order of ids. Each begins after the last id of the one before: what becomes of that page's schedules meanwhile takes nothing from the next.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StoredSchedule>> ReadAsync(
        IScheduleStore store, ScheduleFilter filter, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<StoredSchedule> page;
        do
        {
            (page, _) = await store.ListAsync(filter, after, size, cancellationToken).ConfigureAwait(false);
            if (page.Count > 0)
            {
                yield return page;
                after = page[^1].Id;
            }
        }
        while (page.Count == size);
    }
}
