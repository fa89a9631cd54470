using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class DaylightSavingTests
{
    // Clocks go forward: Paris 2026-03-29 01:00Z, New York 2026-03-08 07:00Z, Lord Howe (half an hour) 2026-10-03 15:30Z.
    // Clocks go back:    Paris 2026-10-25 01:00Z, New York 2026-11-01 06:00Z, Lord Howe (half an hour) 2026-04-04 15:00Z.
    [TestCase("30 2 * * *", "Europe/Paris", "2026-03-28T01:30 2026-03-29T01:00 2026-03-30T00:30", TestName = "Paris_gap_once_at_its_end")]
    [TestCase("30 2 * * *", "America/New_York", "2026-03-07T07:30 2026-03-08T07:00 2026-03-09T06:30", TestName = "New_York_gap_once_at_its_end")]
    [TestCase("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T15:45 2026-10-03T15:30 2026-10-04T15:15", TestName = "Lord_Howe_gap_once_at_its_end")]
    [TestCase("30 2 * * *", "Europe/Paris", "2026-10-24T00:30 2026-10-25T00:30 2026-10-26T01:30", TestName = "Paris_overlap_once")]
    [TestCase("30 1 * * *", "America/New_York", "2026-10-31T05:30 2026-11-01T05:30 2026-11-02T06:30", TestName = "New_York_overlap_once")]
    [TestCase("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T14:45 2026-04-04T14:45 2026-04-05T15:15", TestName = "Lord_Howe_overlap_once")]
    [TestCase("*/30 * * * *", "Europe/Paris", "2026-03-29T00:30 2026-03-29T01:00 2026-03-29T01:30", TestName = "Paris_gap_interval_goes_on")]
    [TestCase("*/30 * * * *", "Europe/Paris", "2026-10-25T00:00 2026-10-25T00:30 2026-10-25T01:00 2026-10-25T01:30 2026-10-25T02:00", TestName = "Paris_overlap_interval_goes_on")]
    [TestCase("*/30 * * * *", "America/New_York", "2026-11-01T05:00 2026-11-01T05:30 2026-11-01T06:00 2026-11-01T06:30 2026-11-01T07:00", TestName = "New_York_overlap_interval_goes_on")]
    [TestCase("*/30 * * * *", "Australia/Lord_Howe", "2026-04-04T14:00 2026-04-04T14:30 2026-04-04T15:00 2026-04-04T15:30", TestName = "Lord_Howe_overlap_interval_goes_on")]
    [TestCase("0 3 * * *", "Europe/Paris", "2026-03-28T02:00 2026-03-29T01:00 2026-03-30T01:00", TestName = "Paris_end_of_gap_is_no_gap")]
    [TestCase("30 2,3 * * *", "Europe/Paris", "2026-03-28T02:30 2026-03-29T01:00 2026-03-29T01:30", TestName = "Paris_gap_before_another_hour")]
    [TestCase("30 * * * *", "Europe/Paris", "2026-03-29T00:30 2026-03-29T01:30", TestName = "Paris_hourly_goes_on_after_the_gap")]
    [TestCase("*/20 2 * * *", "Europe/Paris", "2026-03-28T01:40 2026-03-29T01:00 2026-03-30T00:00", TestName = "Paris_interval_within_an_hour_that_is_left_out")]
    [TestCase("*/20 2 * * *", "Europe/Paris", "2026-10-25T00:00 2026-10-25T00:20 2026-10-25T00:40 2026-10-25T01:00 2026-10-25T01:20 2026-10-25T01:40 2026-10-26T01:00", TestName = "Paris_interval_within_an_hour_that_comes_twice")]
    [TestCase("30 1 * * *", "Europe/Moscow", "2014-10-24T21:30 2014-10-25T21:30 2014-10-26T22:30", TestName = "Moscow_overlap_without_daylight_saving")]
    public void Occurrences_around_a_change_of_clocks(string expression, string zone, string expected) =>
        Follow(Recurrence.Cron(expression, zone), expected);

    // The same nights, by choice.
    [TestCase("30 2 * * *", ClockGap.Skip, ClockOverlap.First, "2026-03-28T01:30 2026-03-30T00:30", TestName = "A_gap_that_is_skipped")]
    [TestCase("*/20 2 * * *", ClockGap.Skip, ClockOverlap.First, "2026-03-28T01:40 2026-03-30T00:00", TestName = "A_gap_that_is_skipped_by_an_interval")]
    [TestCase("*/30 * * * *", ClockGap.Skip, ClockOverlap.First, "2026-03-29T00:30 2026-03-29T01:00 2026-03-29T01:30", TestName = "The_end_of_a_gap_that_is_skipped_is_an_occurrence_of_its_own")]
    [TestCase("30 2 * * *", ClockGap.Shift, ClockOverlap.Both, "2026-10-24T00:30 2026-10-25T00:30 2026-10-25T01:30 2026-10-26T01:30", TestName = "Both_passes_of_an_overlap")]
    [TestCase("15,45 2 * * *", ClockGap.Shift, ClockOverlap.Both, "2026-10-25T00:15 2026-10-25T00:45 2026-10-25T01:15 2026-10-25T01:45 2026-10-26T01:15", TestName = "Both_passes_with_two_times_each")]
    public void Occurrences_by_choice(string expression, ClockGap gap, ClockOverlap overlap, string expected) =>
        Follow(Recurrence.Cron(expression, "Europe/Paris") with { InGap = gap, InOverlap = overlap }, expected);

    [TestCase(ClockGap.Shift, ClockOverlap.First, "2026-03-27T01:30 2026-03-29T01:00 2026-03-31T00:30", TestName = "Days_gap_once_at_its_end")]
    [TestCase(ClockGap.Skip, ClockOverlap.First, "2026-03-27T01:30 2026-03-31T00:30", TestName = "Days_gap_skipped")]
    [TestCase(ClockGap.Shift, ClockOverlap.First, "2026-10-23T00:30 2026-10-25T00:30 2026-10-27T01:30", TestName = "Days_overlap_once")]
    [TestCase(ClockGap.Shift, ClockOverlap.Both, "2026-10-23T00:30 2026-10-25T00:30 2026-10-25T01:30 2026-10-27T01:30", TestName = "Days_overlap_twice")]
    public void Every_so_many_days_goes_by_the_local_clock(ClockGap gap, ClockOverlap overlap, string expected) =>
        Follow(Recurrence.EveryDays(2, new TimeOnly(2, 30), "Europe/Paris", new DateOnly(2026, 3, 1)) with { InGap = gap, InOverlap = overlap }, expected);

    [Test]
    public void A_day_that_a_zone_left_out_does_not_hold_up_the_chain()
    {
        var recurrence = Recurrence.Cron("*/7 * * * *", "Pacific/Apia");
        var daily = Recurrence.Cron("0 0 * * *", "Pacific/Apia");
        Occurrences.Next(daily, Utc("2011-12-30T09:00:00")).Should().Be(Utc("2011-12-30T10:00:00"));
        for (var at = Utc("2011-12-28T00:00:00"); at < Utc("2012-01-02T00:00:00");)
        {
            var next = Occurrences.Next(recurrence, at);
            next.Should().BeAfter(at).And.BeBefore(at.AddMinutes(8));
            at = next!.Value;
        }
    }

    [Test]
    public void Intervals_count_elapsed_time_whatever_the_clocks_do() =>
        Occurrences.Next(Recurrence.Every(TimeSpan.FromDays(1), Utc("2026-03-28T12:00")), Utc("2026-03-28T12:00")).Should().Be(Utc("2026-03-29T12:00"));

    private static void Follow(Recurrence recurrence, string expected)
    {
        var times = expected.Split(' ').Select(Utc).ToArray();
        for (var index = 1; index < times.Length; index++)
        {
            Occurrences.Next(recurrence, times[index - 1]).Should().Be(times[index]);
            Occurrences.Next(recurrence, times[index].AddTicks(-1)).Should().Be(times[index]);
        }
    }
}
