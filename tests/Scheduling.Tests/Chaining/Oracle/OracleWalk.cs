namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>What a clock on a wall names: on which days, in which minutes of them, at which seconds, and what happens when it is changed.</summary>
internal sealed record OracleWalk(Func<DateOnly, bool> Day, Func<int, bool> MinuteOfDay, int[] Seconds, bool ComesAfterGap, bool ComesTwice)
{
    private const int DayLength = 24 * 60;

    /// <summary>The occurrences between two minutes of UTC, in ticks, by walking through each minute; days that can't match are passed over.</summary>
    public IEnumerable<long> Between(OracleZone zone, long from, long to)
    {
        // A day ahead, to know what the clock has said before.
        var start = from - DayLength;
        var latest = start + zone.OffsetAt(start) - 1;
        for (var block = start; block < to; block += DayLength)
        {
            var (first, last) = (block + zone.OffsetAt(block), block + DayLength + zone.OffsetAt(block + DayLength));
            if (last - first == DayLength && first == latest + 1 && !Enumerable.Range(-1, 4).Any(day => Day(DateOf(first + (day * DayLength)))))
            {
                latest = last - 1;
                continue;
            }

            for (var minute = block; minute < block + DayLength && minute < to; minute++)
            {
                var local = minute + zone.OffsetAt(minute);
                var second = local <= latest;
                var skipped = false;
                for (var gap = latest + 1; gap < local; gap++)
                {
                    skipped |= Matches(gap);
                }

                latest = Math.Max(latest, local);
                var isNamed = Matches(local) && (!second || ComesTwice);
                if (minute < from)
                {
                    continue;
                }

                if (skipped && ComesAfterGap && !(isNamed && Seconds[0] == 0))
                {
                    yield return minute * TimeSpan.TicksPerMinute;
                }

                foreach (var at in isNamed ? Seconds : [])
                {
                    yield return (minute * TimeSpan.TicksPerMinute) + (at * TimeSpan.TicksPerSecond);
                }
            }
        }
    }

    private static DateOnly DateOf(long minute) => DateOnly.FromDayNumber((int)(minute / DayLength));

    private bool Matches(long minute) => MinuteOfDay((int)(minute % DayLength)) && Day(DateOf(minute));
}
