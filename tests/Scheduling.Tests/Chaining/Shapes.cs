using Scheduling.Schedules;
using Scheduling.Tests.Chaining.Oracle;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

/// <summary>Recurrences of every kind and with every option.</summary>
internal static class Shapes
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly DateTimeOffset Odd = Utc("2026-05-04T12:00:00.1234567");

    public static IReadOnlyList<Recurrence> Each { get; } =
    [
        Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"),
        Recurrence.Cron("@daily"),
        Recurrence.Cron("  0\t9 L * MON#1 ", "America/New_York"),
        Recurrence.Cron("0 0 13,31 * 5L").Between(Noon, Odd.AddYears(1)),
        Recurrence.Every(TimeSpan.FromSeconds(90)),
        Recurrence.Every(TimeSpan.FromTicks(123_456_789_012), Odd),
        Recurrence.EveryDays(1, new TimeOnly(9, 30)),
        Recurrence.EveryDays(14, new TimeOnly(9, 30, 15).Add(TimeSpan.FromTicks(1_234_567)), "Asia/Kathmandu", new DateOnly(2026, 1, 1)),
        Recurrence.Once(Odd),
        Recurrence.Times([Odd, Noon, Noon.AddDays(3), Noon]),
        Recurrence.Union(Recurrence.Cron("0 9 * * *"), Recurrence.Every(TimeSpan.FromDays(2)).Between(Noon, null)),
        Recurrence.Union(Recurrence.Union(Recurrence.Times([Noon, Odd]).Except(Recurrence.Once(Noon)), Recurrence.Once(Odd)), Recurrence.Cron("1,2 * * * *")),
        Recurrence.Cron("0 9 * * *").Take(10),
        Recurrence.Cron("0 9 * * *").Except(Odd, Noon),
        Recurrence.Cron("0 9 * * *").Except("Europe/Paris", new DateOnly(2026, 12, 26), new DateOnly(2026, 12, 25)).Except("UTC", new DateOnly(2027, 1, 1)),
        Recurrence.Cron("0 9 * * *").Except(Recurrence.Cron("0 9 1,2 * *", "Asia/Tokyo")).Except(Recurrence.EveryDays(7, new TimeOnly(9, 0))),
        Recurrence.Cron("0 2 * * *", "Europe/Paris") with { InGap = ClockGap.Skip, InOverlap = ClockOverlap.Both },
        Recurrence.Cron("0 9 * * *").WithJitter(TimeSpan.FromSeconds(30)),
        Recurrence.Cron("0 9 * * *").Staggered(TimeSpan.FromMinutes(10)),
        Recurrence.Cron("0 9 * * *").Staggered(TimeSpan.FromDays(2)).WithPhase(0.1 + 0.2).WithJitter(TimeSpan.FromTicks(1)).Take(100_000).Between(null, Odd),
    ];

    /// <summary>One of random parts, with random options.</summary>
    public static Recurrence Draw(int seed)
    {
        var random = new Random(seed);
        var zone = OracleZone.All[random.Next(OracleZone.All.Count)];
        var recurrence = new RandomRecurrences(random, zone, zone.Changes[0]).Next();
        recurrence = random.Next(3) == 0 ? recurrence.Take(random.Next(1, 1_000)) : recurrence;
        recurrence = random.Next(3) == 0 ? recurrence.WithJitter(new TimeSpan(random.NextInt64(1, TimeSpan.TicksPerDay * 40))) : recurrence;
        return random.Next(3) == 0 ? recurrence.Staggered(new TimeSpan(random.NextInt64(1, TimeSpan.TicksPerDay))).WithPhase(random.NextDouble()) : recurrence;
    }
}
