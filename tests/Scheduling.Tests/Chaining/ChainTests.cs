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
            Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + late).Should().Be(new ChainStep(Noon, Noon + Hour, 0));
        }
    }

    [TestCaseSource(nameof(Hourly))]
    public void A_late_one_runs_its_latest_occurrence_and_counts_those_passed_over(Recurrence recurrence)
    {
        Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + Hour).Should().Be(new ChainStep(Noon + Hour, Noon + (2 * Hour), 1));
        Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon + (50.5 * Hour))
            .Should().Be(new ChainStep(Noon + (50 * Hour), Noon + (51 * Hour), 50));
    }

    [TestCaseSource(nameof(Hourly))]
    public void To_catch_up_with_all_takes_one_after_the_other(Recurrence recurrence) =>
        Chain.Advance(recurrence, CatchUpPolicy.All, Noon, Noon.AddDays(9)).Should().Be(new ChainStep(Noon, Noon + Hour, 0));

    [TestCaseSource(nameof(Hourly))]
    public void A_clock_that_went_back_changes_nothing(Recurrence recurrence) =>
        Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddDays(-9)).Should().Be(new ChainStep(Noon, Noon + Hour, 0));

    [TestCaseSource(nameof(Hourly))]
    public void The_last_occurrence_leaves_no_next(Recurrence recurrence) =>
        Chain.Advance(recurrence.Between(null, Noon + (3.5 * Hour)), CatchUpPolicy.Latest, Noon, Noon.AddYears(1))
            .Should().Be(new ChainStep(Noon + (3 * Hour), null, 3));

    [TestCaseSource(nameof(Hourly))]
    public void A_due_time_that_the_recurrence_no_longer_has_counts_as_one(Recurrence recurrence) =>
        Chain.Advance(recurrence.Between(Noon + (2 * Hour), null), CatchUpPolicy.Latest, Noon.AddMinutes(-7), Noon + (3 * Hour))
            .Should().Be(new ChainStep(Noon + (3 * Hour), Noon + (4 * Hour), 2));

    [Test]
    public void Once_is_over_after_its_occurrence() =>
        Chain.Advance(Recurrence.Once(Noon), CatchUpPolicy.Latest, Noon, Noon.AddYears(5)).Should().Be(new ChainStep(Noon, null, 0));

    [TestCase("Europe/Paris")]
    [TestCase("UTC")]
    public void Ten_years_of_missed_seconds_are_bounded_in_work(string zone)
    {
        var now = Noon.AddYears(10).AddMilliseconds(300);
        var recurrence = Recurrence.Cron("* * * * * *", zone);
        var clock = Stopwatch.StartNew();
        var step = Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, now);
        step.Should().Be(new ChainStep(Noon.AddYears(10), Noon.AddYears(10).AddSeconds(1), Chain.MaxMissed));
        // A walk through them all would be 315 million steps, and minutes.
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Missed_occurrences_are_counted_up_to_the_bound_whatever_the_kind()
    {
        foreach (var recurrence in new[] { Recurrence.Cron("* * * * * *"), Recurrence.Every(TimeSpan.FromSeconds(1), Noon) })
        {
            Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(99_999)).Missed.Should().Be(99_999);
            Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(100_000)).Missed.Should().Be(100_000);
            Chain.Advance(recurrence, CatchUpPolicy.Latest, Noon, Noon.AddSeconds(100_001)).Missed.Should().Be(100_000);
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
                var (occurrence, missed) = (due, 0L);
                var next = Occurrences.Next(recurrence, due);
                for (; next <= now; missed++)
                {
                    (occurrence, next) = (next.Value, Occurrences.Next(recurrence, next.Value));
                }

                Chain.Advance(recurrence, CatchUpPolicy.Latest, due, now).Should().Be(new ChainStep(occurrence, next, missed));
            },
            iter: 300);
}
