using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Splits a batch so that no row stands twice in one statement, which would see it only as it was before. The items of a row keep their order.
/// </summary>
internal static class Waves
{
    /// <summary>Sends each wave; several of them in one transaction, so that the batch happens whole.</summary>
    public static Task<DateTimeOffset> SendAsync<TItem, TRow>(
        DbContext context, IReadOnlyList<TItem> items, Func<TItem, TRow> rowOf, Func<TItem[], IReadOnlyList<int>, CancellationToken, Task<DateTimeOffset>> send,
        CancellationToken cancellationToken)
        where TRow : notnull
    {
        var waves = Of(items, rowOf);
        return waves.Count == 1 ? SendAllAsync(cancellationToken) : context.InTransactionAsync(SendAllAsync, cancellationToken);

        async Task<DateTimeOffset> SendAllAsync(CancellationToken token)
        {
            var storeNow = default(DateTimeOffset);
            foreach (var places in waves)
            {
                storeNow = await send([.. places.Select(place => items[place])], places, token).ConfigureAwait(false);
            }

            return storeNow;
        }
    }

    /// <summary>The places of the items of each wave; one wave where no row stands twice.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of<TItem, TRow>(IReadOnlyList<TItem> items, Func<TItem, TRow> rowOf)
        where TRow : notnull
    {
        Dictionary<TRow, int> waveOf = [];
        List<List<int>> waves = [];
        for (var place = 0; place < items.Count; place++)
        {
            var row = rowOf(items[place]);
            var wave = waveOf.GetValueOrDefault(row);
            waveOf[row] = wave + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(place);
        }

        return waves;
    }
}
