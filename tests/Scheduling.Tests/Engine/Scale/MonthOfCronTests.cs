using System.Diagnostics;
using Cronos;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

internal sealed class MonthOfCronTests
{
    private const int Schedules = 1_000;

    // Spring forward in America on 8 March and in Europe on 29 March; fall back in Australia, New Zealand and Chile on 5 April.
    private static readonly DateTimeOffset s_from = new(2026, 3, 8, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_to = new(2026, 4, 8, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_zones =
    [
        "UTC", "Europe/Paris", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Santiago",
        "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata",
    ];

    private static readonly string[] s_rare =
    [
        "30 2 * * *", "15 1 * * *", "0 2 * * *", "59 1 * * *", "30 0 * * *", "0 3 * * *", "45 1,2,3 * * *", "0 9 * * 1-5", "30 23 * * 0", "0 0 1 * *",
        "0 12 1,8,15,29 * *", "0 0 L * *", "10 2 29 3 *", "30 2 * * 7#2", "0 0,12 * * *", "15 2 8-31/7 * *",
    ];

    [Test]
    public async Task A_month_of_cron_schedules_in_ten_zones_over_daylight_saving_runs_each_occurrence_once_and_in_order()
    {
        var random = new Random(2026);
        var definitions = Enumerable.Range(0, Schedules).Select(i => Draw(random, i)).ToArray();
        var log = new RunLog();
        await using var host = await log.Host(setup => setup.Time = new FakeTimeProvider(s_from)).StartAsync();
        await host.Scheduler.SaveAsync(definitions);
        var before = host.Store.Calls.Count;
        var started = Stopwatch.GetTimestamp();

        await host.GoToAsync(s_to);

        var took = Stopwatch.GetElapsedTime(started);
        var runs = log.Runs.ToLookup(run => run.ScheduleId);
        foreach (var definition in definitions)
        {
            var actual = runs[definition.Id].Select(run => run.Occurrence).ToArray();
            var expected = Expected(definition.Recurrence);
            if (!actual.SequenceEqual(expected))
            {
                Assert.Fail(
                    $"{definition.Id}, {definition.Recurrence}: not run {string.Join(", ", expected.Except(actual).Take(5))}; "
                    + $"not to be run {string.Join(", ", actual.Except(expected).Take(5))}; {actual.Length} runs, {expected.Length} occurrences.");
            }
        }

        log.Runs.Should().HaveCountGreaterThan(150_000);
        log.Runs.Where(run => run.At != run.Occurrence).Should().BeEmpty("every one starts at its time");
        var operations = host.Store.Calls.Count - before;
        await TestContext.Out.WriteLineAsync(
            $"{log.Count} runs of {Schedules} schedules in {took.TotalSeconds:0.0} s; {operations} store operations, {(double)operations / log.Count:0.000} a run.");
    }

    private static ScheduleDefinition Draw(Random random, int i)
    {
        var expression = random.Next(100) switch
        {
            < 6 => "*/20 * * * *",
            < 12 => $"{random.Next(60)} * * * *",
            < 14 => "0 */2 * * *",
            < 30 => $"{random.Next(60)} {random.Next(24)} * * *",
            _ => s_rare[random.Next(s_rare.Length)],
        };
        return new ScheduleDefinition($"s{i:0000}", RunLog.Job, Recurrence.Cron(expression, s_zones[random.Next(s_zones.Length)]));
    }

    private static DateTimeOffset[] Expected(Recurrence recurrence) =>
    [
        .. CronExpression.Parse(recurrence.Expression!)
            .GetOccurrences(s_from, s_to, TimeZoneInfo.FindSystemTimeZoneById(recurrence.TimeZone!), fromInclusive: false, toInclusive: true)
            .Where(at => Reference.IsNamed(recurrence, at))
            .Select(occurrence => occurrence.ToUniversalTime()),
    ];
}
