using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

/// <summary>What is run, missed and left, as a table: the occurrences are numbered by their hour, and now is a time after noon.</summary>
public sealed class CatchUpTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly Recurrence Hourly = Recurrence.Every(TimeSpan.FromHours(1), Noon.AddDays(-1));

    // policy, window in minutes (0: none), minutes since noon, what is left at noon (0: no limit) -> run, next, missed
    [TestCase(CatchUpPolicy.Latest, 0, 0, 0, "run 0, next 1")]
    [TestCase(CatchUpPolicy.Latest, 0, 59, 0, "run 0, next 1")]
    [TestCase(CatchUpPolicy.Latest, 0, 150, 0, "run 2, next 3, missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.Latest, 30, 150, 0, "run 2, next 3, missed 2 (0 to 1)", TestName = "Latest_exactly_within_its_window")]
    [TestCase(CatchUpPolicy.Latest, 29, 150, 0, "next 3, missed 3 (0 to 2)", TestName = "Latest_too_late_for_its_window")]
    [TestCase(CatchUpPolicy.Latest, 29, 30, 0, "next 1, missed 1 (0 to 0)")]
    [TestCase(CatchUpPolicy.Latest, 0, 150, 1, "run 0", TestName = "Latest_with_one_left")]
    [TestCase(CatchUpPolicy.Latest, 0, 150, 2, "run 1, missed 1 (0 to 0)", TestName = "Latest_with_two_left")]
    [TestCase(CatchUpPolicy.Latest, 0, 150, 4, "run 2, next 3, missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.Latest, 29, 150, 2, "missed 2 (0 to 1)", TestName = "Latest_with_two_left_and_too_late_for_both")]
    [TestCase(CatchUpPolicy.All, 0, 150, 0, "run 0, next 1")]
    [TestCase(CatchUpPolicy.All, 150, 150, 0, "run 0, next 1", TestName = "All_exactly_within_its_window")]
    [TestCase(CatchUpPolicy.All, 149, 150, 0, "run 1, next 2, missed 1 (0 to 0)")]
    [TestCase(CatchUpPolicy.All, 60, 150, 0, "run 2, next 3, missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.All, 29, 150, 0, "next 3, missed 3 (0 to 2)", TestName = "All_too_late_for_its_window")]
    [TestCase(CatchUpPolicy.All, 60, 150, 2, "missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.All, 60, 150, 3, "run 2, missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.All, 0, 150, 1, "run 0")]
    [TestCase(CatchUpPolicy.None, 0, 0, 0, "run 0, next 1")]
    [TestCase(CatchUpPolicy.None, 0, 1, 0, "next 1, missed 1 (0 to 0)")]
    [TestCase(CatchUpPolicy.None, 0, 120, 0, "run 2, next 3, missed 2 (0 to 1)")]
    [TestCase(CatchUpPolicy.None, 0, 121, 0, "next 3, missed 3 (0 to 2)")]
    [TestCase(CatchUpPolicy.None, 45, 150, 0, "run 2, next 3, missed 2 (0 to 1)", TestName = "None_within_a_window_of_its_own")]
    public void Occurrences_whose_time_went_by(CatchUpPolicy policy, int window, int minutes, int left, string expected)
    {
        var rules = new ChainRules("a", Hourly, policy, window == 0 ? null : TimeSpan.FromMinutes(window));
        var step = Chain.Advance(rules, new ChainPoint(Noon, Noon, left == 0 ? null : left), Noon.AddMinutes(minutes));

        Words(step).Should().Be(expected);
        foreach (var point in new[] { step.Run, step.Next }.OfType<ChainPoint>())
        {
            point.Remaining.Should().Be(left == 0 ? null : left - Hour(point.Occurrence));
        }
    }

    [Test]
    public void To_catch_up_with_none_forgives_ten_seconds_and_not_a_tick_more()
    {
        var rules = new ChainRules("a", Hourly, CatchUpPolicy.None, null);
        var present = new ChainPoint(Noon, Noon, null);
        Words(Chain.Advance(rules, present, Noon.AddSeconds(10))).Should().Be("run 0, next 1");
        Words(Chain.Advance(rules, present, Noon.AddSeconds(10).AddTicks(1))).Should().Be("next 1, missed 1 (0 to 0)");
        Words(Chain.Advance(rules, present, Noon.AddSeconds(-10))).Should().Be("run 0, next 1", "the store judges whether it is due");
    }

    [Test]
    public void An_occurrence_whose_jitter_has_yet_to_pass_is_not_due()
    {
        var recurrence = Hourly.WithJitter(TimeSpan.FromMinutes(50));
        var rules = new ChainRules("a", recurrence, CatchUpPolicy.Latest, null);
        var present = Point(recurrence, 0);
        for (var hour = 1; hour < 48; hour++)
        {
            var (before, point) = (Point(recurrence, hour - 1), Point(recurrence, hour));
            var early = Chain.Advance(rules, present, point.Due.AddTicks(-1));
            (early.Run, early.Next).Should().Be((before, point));
            Chain.Advance(rules, present, point.Due).Run.Should().Be(point);
        }
    }

    [Test]
    public void Steps_agree_with_a_walk_through_all() =>
        Gen.Select(
            Pick.From(
                Hourly, Hourly.WithJitter(TimeSpan.FromHours(3)), Recurrence.Cron("*/7 8-18 * * *", "Europe/Paris").WithJitter(TimeSpan.FromMinutes(5)),
                Recurrence.Union(Hourly, Recurrence.Cron("13 * * * *")).Except(Recurrence.Cron("0 */3 * * *")).Staggered(TimeSpan.FromMinutes(30))),
            Pick.From(CatchUpPolicy.Latest, CatchUpPolicy.All, CatchUpPolicy.None), Gen.Int[0, 5_000], Gen.Int[0, 300], Gen.Int[0, 40]).Sample(
            (recurrence, policy, minutes, window, left) =>
            {
                var rules = new ChainRules("a", recurrence, policy, window == 0 ? null : TimeSpan.FromMinutes(window));
                var first = Occurrences.Next(recurrence, Noon)!.Value;
                var present = new ChainPoint(first, Occurrences.DueOf(recurrence, "a", first), left == 0 ? null : left);
                var now = present.Due.AddMinutes(minutes);
                Chain.Advance(rules, present, now).Should().Be(Walk(rules, present, now));
            },
            iter: 2_000);

    // By the definition: every occurrence in turn.
    private static ChainStep Walk(ChainRules rules, ChainPoint present, DateTimeOffset now)
    {
        List<ChainPoint> due = [];
        ChainPoint? next = present;
        while (next is { } point && (due.Count == 0 || point.Due <= now))
        {
            due.Add(point);
            next = point.Remaining == 1 || Occurrences.Next(rules.Recurrence, point.Occurrence) is not { } at
                ? null
                : new ChainPoint(at, Occurrences.DueOf(rules.Recurrence, "a", at), point.Remaining - 1);
        }

        var window = rules.CatchUpWindow ?? (rules.CatchUp == CatchUpPolicy.None ? TimeSpan.FromSeconds(10) : TimeSpan.MaxValue);
        var run = rules.CatchUp == CatchUpPolicy.All ? due.FindIndex(InTime) : due.FindLastIndex(InTime) is var last && last == due.Count - 1 ? last : -1;
        var missed = due[..(run < 0 ? due.Count : run)];
        return new ChainStep(
            run < 0 ? null : due[run],
            run >= 0 && run < due.Count - 1 ? due[run + 1] : next,
            missed.Count == 0 ? null : new MissedOccurrences(missed.Count, missed[0].Occurrence, missed[^1].Occurrence));

        bool InTime(ChainPoint point) => now - point.Due <= window;
    }

    private static ChainPoint Point(Recurrence recurrence, int hour) =>
        new(Noon.AddHours(hour), Occurrences.DueOf(recurrence, "a", Noon.AddHours(hour)), null);

    private static int Hour(DateTimeOffset occurrence) => (int)(occurrence - Noon).TotalHours;

    private static string Words(ChainStep step) => string.Join(", ", new[]
    {
        step.Run is { } run ? $"run {Hour(run.Occurrence)}" : null,
        step.Next is { } next ? $"next {Hour(next.Occurrence)}" : null,
        step.Missed is { } missed ? $"missed {missed.Count} ({Hour(missed.First)} to {Hour(missed.Last)})" : null,
    }.OfType<string>());
}
