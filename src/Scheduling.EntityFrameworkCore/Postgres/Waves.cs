namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Splits a batch so that no row stands twice in one statement, which would see it only as it was before. The items of a row keep their order.
/// </summary>
internal static class Waves
{
    /// <summary>The places of the items of each wave; one wave where no row stands twice.</summary>
    public static IEnumerable<IReadOnlyList<int>> Of<TItem, TRow>(IReadOnlyList<TItem> items, Func<TItem, TRow> rowOf)
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
