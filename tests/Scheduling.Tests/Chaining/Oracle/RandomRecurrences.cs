using Scheduling.Schedules;

namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>Recurrences of every kind that has local times or is made of such, drawn from a seed.</summary>
internal sealed class RandomRecurrences(Random random, OracleZone zone, long around)
{
    private static readonly string[] s_days = ["*", "*", "*", "*", "L", "L-2", "15W", "LW", "1W", "31W", "L-1W", "1-7", "*/10", "13,31", "28-3"];
    private static readonly string[] s_months = ["*", "*", "*", "*", "3,10", "1-6", "*/4", "11-4"];
    private static readonly string[] s_weekdays = ["*", "*", "*", "*", "1-5", "0,7", "FRI#2", "SUN#5", "0L", "5L", "6-1"];

    public Recurrence Next()
    {
        var recurrence = random.Next(10) switch
        {
            0 => Recurrence.Union(One(), One()),
            1 => Recurrence.Union(One(), One(), Every()),
            2 => One().Except(One()),
            3 => Bounded(Recurrence.Union(One(), Bounded(One())).Except(One())),
            4 => Bounded(One()),
            _ => One(),
        };
        return random.Next(10) switch
        {
            0 => recurrence.Except(zone.Id, Day(), Day(), Day()),
            1 => recurrence.Except([.. Enumerable.Range(0, 50).Select(_ => Time(1))]),
            _ => recurrence,
        };
    }

    private Recurrence One() => random.Next(8) switch
    {
        0 => Every(),
        1 or 2 => Clocks(Recurrence.EveryDays(
            random.Next(1, 5), new TimeOnly(random.Next(5), random.Next(60), random.Next(4) == 0 ? random.Next(60) : 0), zone.Id, Day().AddDays(-random.Next(400)))),
        _ => Clocks(Recurrence.Cron(Expression(), zone.Id)),
    };

    private Recurrence Every() => Recurrence.Every(TimeSpan.FromSeconds(random.Next(300, 400_000)), Time(10_000));

    private Recurrence Clocks(Recurrence recurrence) =>
        recurrence with { InGap = (ClockGap)random.Next(2), InOverlap = (ClockOverlap)random.Next(2) };

    private Recurrence Bounded(Recurrence recurrence) =>
        Time(2_000) is var one && Time(2_000) is var other && one < other ? recurrence.Between(one, other) : recurrence.Between(one, null);

    private string Expression()
    {
        // Clocks are changed at night: hours and minutes of it are drawn more often than others.
        var seconds = random.Next(8) == 0 ? Field(59, 59) + " " : "";
        var hour = random.Next(3) > 0 ? Field(23, 4) : Field(23, 23);
        return $"{seconds}{Field(59, 59)} {hour} {Pick(s_days)} {Pick(s_months)} {Pick(s_weekdays)}";
    }

    private string Field(int max, int usual)
    {
        var (one, other) = (random.Next(usual + 1), random.Next(max + 1));
        return random.Next(8) switch
        {
            0 => "*",
            1 => $"*/{random.Next(1, max + 1)}",
            2 => one <= other ? $"{one}-{other}" : $"{other}-{one}",
            3 => $"{one},{other}",
            4 => $"{one}/{random.Next(1, max + 1)}",
            5 when max == 23 => $"{Math.Max(one, other)}-{Math.Min(one, other)}",
            6 => $"{Math.Min(one, other)}-{Math.Max(one, other)}/{random.Next(1, 20)}",
            _ => $"{one}",
        };
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];

    private DateOnly Day() => DateOnly.FromDayNumber((int)(around / (24 * 60)) + random.Next(-2, 3));

    private DateTimeOffset Time(int hours) =>
        new DateTimeOffset(around * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(random.Next(-hours * 60, hours * 60));
}
