using BenchmarkDotNet.Attributes;
using Scheduling.Chaining;
using Scheduling.Schedules;

namespace Scheduling.Benchmarks.Micro;

/// <summary>What the following occurrence costs. Budget: 2 µs for a cron, and no allocation beyond the result.</summary>
public class NextBenchmarks
{
    private static readonly DateTimeOffset s_start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly Recurrence _daily = Recurrence.Cron("0 9 * * 1-5");
    private readonly Recurrence _dailyInParis = Recurrence.Cron("0 9 * * 1-5", "Europe/Paris");
    private readonly Recurrence _subHourlyInParis = Recurrence.Cron("*/5 * * * *", "Europe/Paris");
    private readonly Recurrence _lastFriday = Recurrence.Cron("30 17 * * 5L", "America/New_York");
    private readonly Recurrence _every = Recurrence.Every(TimeSpan.FromMinutes(5), s_start);
    private readonly Recurrence _everyDays = Recurrence.EveryDays(3, new TimeOnly(9, 0), "Europe/Paris", new DateOnly(2026, 5, 4));

    private readonly Recurrence _union = Recurrence.Union(
        Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"), Recurrence.Cron("0 12 * * 6,0", "Europe/Paris"), Recurrence.Every(TimeSpan.FromHours(7), s_start));

    private readonly Recurrence _excepted = Recurrence.Cron("0 9 * * 1-5", "Europe/Paris")
        .Except("Europe/Paris", new DateOnly(2026, 5, 14), new DateOnly(2026, 12, 25)).Except(Recurrence.Cron("0 9 1 * *", "Europe/Paris"));

    private readonly Recurrence _jittered = Recurrence.Cron("0 9 * * 1-5", "Europe/Paris").WithJitter(TimeSpan.FromMinutes(10));

    private DateTimeOffset _at = s_start;

    [Benchmark]
    public DateTimeOffset Cron() => Step(_daily);

    [Benchmark]
    public DateTimeOffset CronInParis() => Step(_dailyInParis);

    [Benchmark]
    public DateTimeOffset SubHourlyCronInParis() => Step(_subHourlyInParis);

    [Benchmark]
    public DateTimeOffset LastFridayInNewYork() => Step(_lastFriday);

    [Benchmark]
    public DateTimeOffset Every() => Step(_every);

    [Benchmark]
    public DateTimeOffset EveryThreeDaysInParis() => Step(_everyDays);

    [Benchmark]
    public DateTimeOffset UnionOfThree() => Step(_union);

    [Benchmark]
    public DateTimeOffset CronInParisWithExceptions() => Step(_excepted);

    [Benchmark]
    public DateTimeOffset DueOfCronInParisWithJitter() => Occurrences.DueOf(_jittered, "digest-42", Step(_jittered));

    // Walks through twenty years, then begins anew.
    private DateTimeOffset Step(Recurrence recurrence) =>
        _at = Occurrences.Next(recurrence, _at) is { } next && next.Year < 2046 ? next : s_start;
}
