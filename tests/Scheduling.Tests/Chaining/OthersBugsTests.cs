using System.Diagnostics;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

/// <summary>What went wrong with the recurrences of others, each by its number there.</summary>
public sealed class OthersBugsTests
{
    [Test]
    public void Kubernetes_121594_a_daily_job_does_not_run_twice_in_October()
    {
        var daily = Recurrence.Cron("0 2 * * *", "Europe/Berlin");
        Occurrences.Next(daily, Utc("2023-10-28T12:00")).Should().Be(Utc("2023-10-29T00:00"));
        Occurrences.Next(daily, Utc("2023-10-29T00:00")).Should().Be(Utc("2023-10-30T01:00"));
    }

    [Test]
    public void Kubernetes_42649_a_hundred_missed_occurrences_do_not_end_a_schedule()
    {
        var start = Utc("2026-05-04T12:00");
        var everyMinute = new ChainRules("a", Recurrence.Cron("* * * * *"), CatchUpPolicy.Latest, null);
        var step = Chain.Advance(everyMinute, new ChainPoint(start, start, null), start.AddMinutes(101));
        step.Run!.Value.Occurrence.Should().Be(start.AddMinutes(101));
        step.Missed.Should().Be(new MissedOccurrences(101, start, start.AddMinutes(100)));
        step.Next!.Value.Occurrence.Should().Be(start.AddMinutes(102));
    }

    [Test]
    public void Temporal_3059_the_last_occurrence_is_late_by_its_jitter_at_most()
    {
        var last = Utc("2022-04-07T13:57");
        var once = Recurrence.Every(TimeSpan.FromHours(1), last).Between(null, last);
        Occurrences.Next(once, last).Should().BeNull();
        Occurrences.DueOf(once, "a", last).Should().Be(last, "no jitter is no jitter");
        (Occurrences.DueOf(once.WithJitter(TimeSpan.FromMinutes(1)), "a", last) - last).Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Test]
    public void Temporal_7793_a_search_for_what_is_excepted_altogether_ends()
    {
        var clock = Stopwatch.StartNew();
        var second = Recurrence.Cron("* * * * * *");
        foreach (var nothing in new[]
        {
            second.Except(second),
            Recurrence.Cron("0 12 * * 6", "Europe/Paris").Except(Recurrence.Cron("* * * * 6", "Europe/Paris")),
            Recurrence.Every(TimeSpan.FromDays(21), Utc("2026-01-03T07:00")).Except(Recurrence.Cron("0 7 * * 6")),
            Recurrence.Union(second.Except(second), second.Except(second)).Except(second),
        })
        {
            FluentActions.Invoking(() => RecurrenceCheck.Check(nothing)).Should().Throw<InvalidRecurrenceException>();
            Occurrences.Next(nothing, Utc("2026-01-01")).Should().BeNull();
        }

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Test]
    public void Temporal_8953_every_28_days_counts_from_its_anchor()
    {
        // There, intervals are counted from 1970 unless told otherwise, and the first came after 6 days.
        var start = Utc("2026-01-07T02:00");
        var every = Recurrence.Every(TimeSpan.FromDays(28), start);
        Occurrences.First(every, start).Should().Be(start.AddDays(28));
        Occurrences.Next(every, start.AddDays(28)).Should().Be(start.AddDays(56));
    }

    // There, the following run was one that had run already, and the scheduler went round in circles from then on.
    [TestCase("0,15,30,45 6-22 * * *", "2023-10-28T20:45", "2023-10-29T05:00")]
    [TestCase("15 7,8,13,19 * * *", "2023-10-28T17:15", "2023-10-29T06:15")]
    public void Airflow_35272_a_chain_goes_on_when_clocks_are_put_back(string cron, string last, string next)
    {
        var recurrence = Recurrence.Cron(cron, "Europe/Brussels");
        Occurrences.Next(recurrence, Utc(last).AddTicks(-1)).Should().Be(Utc(last));
        Occurrences.Next(recurrence, Utc(last)).Should().Be(Utc(next));
        Occurrences.Next(recurrence, Utc(next)).Should().BeAfter(Utc(next));
    }

    [Test]
    public void Airflow_35887_an_hourly_job_keeps_its_hour_when_clocks_are_put_back()
    {
        var hourly = Recurrence.Cron("30 * * * *", "Europe/Zurich");
        var at = Utc("2023-10-28T23:00");
        foreach (var expected in new[] { "2023-10-28T23:30", "2023-10-29T00:30", "2023-10-29T01:30", "2023-10-29T02:30" })
        {
            Occurrences.Next(hourly, at).Should().Be(Utc(expected));
            at = Utc(expected);
        }
    }

    [Test]
    public void Airflow_7999_seven_o_clock_is_seven_o_clock_after_clocks_are_put_forward()
    {
        var hours = Recurrence.Cron("0 7,9 * * *", "America/Los_Angeles");
        Occurrences.Next(hours, Utc("2020-03-07T17:00")).Should().Be(Utc("2020-03-08T14:00"));
        Occurrences.Next(hours, Utc("2020-03-08T14:00")).Should().Be(Utc("2020-03-08T16:00"));
    }

    [Test]
    public void Fugit_53_monday_midnight_after_clocks_are_put_forward_is_not_passed_over() =>
        Occurrences.Next(Recurrence.Cron("0 0 * * 1", "Europe/Zurich"), Utc("2021-03-22T09:00")).Should().Be(Utc("2021-03-28T22:00"));

    [Test]
    public void Dotnet_runtime_45585_a_wake_up_that_comes_early_or_weeks_late_changes_no_occurrence()
    {
        // Timers fire some milliseconds early, and none waits for longer than 49.7 days: neither may leak into what is due.
        var quarterly = Recurrence.Cron("0 0 1 */3 *");
        var start = Utc("2026-04-01");
        var rules = new ChainRules("a", quarterly, CatchUpPolicy.Latest, null);
        foreach (var wakeUp in new[] { start.AddMilliseconds(-16), start, start.AddDays(49.7), start.AddDays(90) })
        {
            var step = Chain.Advance(rules, new ChainPoint(start, start, null), wakeUp);
            (step.Run!.Value.Occurrence, step.Next!.Value.Occurrence).Should().Be((start, Utc("2026-07-01")));
        }
    }
}
