using System.Diagnostics;
using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class ChainTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Recurrence[] Hourly = [Recurrence.Cron("0 * * * *", "Europe/Paris"), Recurrence.Every(Hour, Noon.AddDays(-3))];

    [TestCaseSource(nameof(Hourly))]
    public void A_schedule_on_time_goes_to_its_next_occurrence(Recurrence recurrence)
    {
        foreach (var late in new[] { TimeSpan.Zero, TimeSpan.FromTicks(1), Hour - TimeSpan.FromTicks(1) })
        {
            Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + late).Should().Be(Step(Noon, Noon + Hour));
        }
    }

    [TestCaseSource(nameof(Hourly))]
    public void A_late_one_runs_its_latest_occurrence_and_counts_those_passed_over(Recurrence recurrence)
    {
        Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + Hour).Should().Be(Step(Noon + Hour, Noon + (2 * Hour), 1, Noon, Noon));
        Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + (50.5 * Hour))
            .Should().Be(Step(Noon + (50 * Hour), Noon + (51 * Hour), 50, Noon, Noon + (49 * Hour)));
    }

    [TestCaseSource(nameof(Hourly))]
    public void To_catch_up_with_all_takes_one_after_the_other(Recurrence recurrence) =>
        Advance(recurrence, CatchUpPolicy.All, Noon, Noon.AddDays(9)).Should().Be(Step(Noon, Noon + Hour));

    [TestCaseSource(nameof(Hourly))]
    public void A_clock_that_went_back_changes_nothing(Recurrence recurrence) =>
        Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddDays(-9)).Should().Be(Step(Noon, Noon + Hour));

    [TestCaseSource(nameof(Hourly))]
    public void The_last_occurrence_leaves_no_next(Recurrence recurrence) =>
        Advance(recurrence.Between(null, Noon + (3.5 * Hour)), CatchUpPolicy.Latest, Noon, Noon.AddYears(1))
            .Should().Be(Step(Noon + (3 * Hour), null, 3, Noon, Noon + (2 * Hour)));

    [TestCaseSource(nameof(Hourly))]
    public void A_due_time_that_the_recurrence_no_longer_has_counts_as_one(Recurrence recurrence) =>
        Advance(recurrence.Between(Noon + (2 * Hour), null), CatchUpPolicy.Latest, Noon.AddMinutes(-7), Noon + (3 * Hour))
            .Should().Be(Step(Noon + (3 * Hour), Noon + (4 * Hour), 2, Noon.AddMinutes(-7), Noon + (2 * Hour)));

    [Test]
    public void Once_is_over_after_its_occurrence() =>
        Advance(Recurrence.Once(Noon), CatchUpPolicy.Latest, Noon, Noon.AddYears(5)).Should().Be(Step(Noon, null));

    [TestCase("Europe/Paris")]
    [TestCase("UTC")]
    public void Ten_years_of_missed_seconds_are_bounded_in_work(string zone)
    {
        var now = Noon.AddYears(10).AddMilliseconds(300);
        var recurrence = Recurrence.Cron("* * * * * *", zone);
        var clock = Stopwatch.StartNew();
        var step = Advance(recurrence, CatchUpPolicy.Latest, Noon, now);
        step.Should().Be(Step(Noon.AddYears(10), Noon.AddYears(10).AddSeconds(1), Chain.MaxMissed, Noon, Noon.AddYears(10).AddSeconds(-1)));
        // A walk through them all would be 315 million steps, and minutes.
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Missed_occurrences_are_counted_up_to_the_bound_whatever_the_kind()
    {
        foreach (var recurrence in new[] { Recurrence.Cron("* * * * * *"), Recurrence.Every(TimeSpan.FromSeconds(1), Noon) })
        {
            Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(99_999)).Missed!.Value.Count.Should().Be(99_999);
            Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(100_000)).Missed!.Value.Count.Should().Be(100_000);
            Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(100_001)).Missed!.Value.Count.Should().Be(100_000);
        }
    }

    [Test]
    public void The_latest_agrees_with_a_walk_through_all() =>
        Gen.Select(
            Gen.OneOf(
                Pick.From("*/7 * * * *", "30 2 * * *", "0 0 L * *", "15,45 1-3 * * 1-5", "0 */5 * * *")
                    .Select(Pick.From("UTC", "Europe/Paris", "Australia/Lord_Howe"), (cron, zone) => Recurrence.Cron(cron, zone)),
                Gen.Long[TimeSpan.TicksPerMinute * 5, TimeSpan.TicksPerDay].Select(period => Recurrence.Every(new TimeSpan(period), Noon.AddTicks(3)))),
            Gen.Long[0, TimeSpan.TicksPerDay * 300], Gen.Long[0, TimeSpan.TicksPerDay * 20]).Sample(
            (recurrence, start, outage) =>
            {
                var due = Occurrences.Next(recurrence, Noon.AddTicks(start))!.Value;
                var now = due.AddTicks(outage);
                var (occurrence, last, missed) = (due, due, 0L);
                var next = Occurrences.Next(recurrence, due);
                for (; next <= now; missed++)
                {
                    (last, occurrence, next) = (occurrence, next.Value, Occurrences.Next(recurrence, next.Value));
                }

                Advance(recurrence, CatchUpPolicy.Latest, due, now).Should().Be(missed == 0 ? Step(occurrence, next) : Step(occurrence, next, missed, due, last));
            },
            iter: 300);

    private static ChainStep Advance(Recurrence recurrence, CatchUpPolicy catchUp, DateTimeOffset present, DateTimeOffset now) =>
        Chain.Advance(new ChainRules("a", recurrence, catchUp, null), new ChainPoint(present, present, null), now);

    private static ChainStep Step(DateTimeOffset run, DateTimeOffset? next) =>
        new(new ChainPoint(run, run, null), next is { } at ? new ChainPoint(at, at, null) : null, null);

    private static ChainStep Step(DateTimeOffset run, DateTimeOffset? next, long missed, DateTimeOffset first, DateTimeOffset last) =>
        Step(run, next) with { Missed = new MissedOccurrences(missed, first, last) };
}
