using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Hosting;
using Scheduling.Saving;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

public sealed class DelaysTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly Recurrence Hourly = Recurrence.Cron("0 * * * *");

    [Test]
    public void Without_jitter_and_stagger_an_occurrence_is_due_at_its_nominal_time() =>
        Occurrences.DueOf(Hourly, "a", Noon).Should().Be(Noon);

    [Test]
    public void Jitter_is_the_same_on_every_node_and_for_ever()
    {
        // These are stored: another hash would move what waits.
        var jittered = Hourly.WithJitter(TimeSpan.FromMinutes(10));
        Occurrences.DueOf(jittered, "a", Noon).Should().Be(Occurrences.DueOf(jittered, "a", Noon)).And.NotBe(Noon);
        Occurrences.DueOf(jittered, "a", Noon).Should().NotBe(Occurrences.DueOf(jittered, "b", Noon));
        Delays.Fraction("digest-42", Noon.UtcTicks).Should().BeApproximately(Expected, 1e-9);
    }

    // 0.x of the FNV-1a and SplitMix64 of "digest-42" and the ticks of noon, computed by other means than the engine's.
    private const double Expected = 0.5222921564790193;

    [Test]
    public void Jitter_is_spread_evenly_over_its_range()
    {
        var jittered = Hourly.WithJitter(TimeSpan.FromMinutes(10));
        var tenths = Enumerable.Range(0, 10_000)
            .Select(index => (int)((Occurrences.DueOf(jittered, $"schedule-{index}", Noon) - Noon).TotalMinutes))
            .CountBy(tenth => tenth).ToDictionary();
        tenths.Should().HaveCount(10);
        tenths.Values.Should().OnlyContain(count => count > 850 && count < 1_150);
    }

    [Test]
    public void The_first_thousand_schedules_that_are_staggered_are_spread_evenly()
    {
        var phases = new PhaseSequence(new NodeSettings("worker-1#17"));
        var dues = Enumerable.Range(0, 1_000)
            .Select(_ => RecurrenceResolver.Resolve(Hourly.Staggered(TimeSpan.FromMinutes(10)), Noon, phases.Next()))
            .Select(recurrence => (Occurrences.DueOf(recurrence, "a", Noon) - Noon).TotalSeconds).Order().ToArray();
        dues[0].Should().BeGreaterThanOrEqualTo(0);
        dues[^1].Should().BeLessThan(600);
        // Even would be 0.6 s apart; drawn by chance, the widest gap of a thousand would be some 4 s.
        dues.Zip(dues.Skip(1), (one, other) => other - one).Max().Should().BeLessThan(1.6);
        new PhaseSequence(new NodeSettings("worker-2#17")).Next().Should().NotBe(new PhaseSequence(new NodeSettings("worker-1#17")).Next());
    }

    [Test]
    public void What_is_due_increases_strictly_and_stays_below_the_following_occurrence() =>
        Gen.Select(
            Pick.From("* * * * * *", "*/7 * * * *", "0 9 * * 1-5", "59,0 * * * *", "0 0 1 1 *"), Pick.From("UTC", "Europe/Paris"),
            Gen.Long[1, TimeSpan.TicksPerDay * 366], Gen.Long[0, TimeSpan.TicksPerDay * 366], Gen.Double[0, 0.999_999_999], Gen.Int[0, 1_000_000]).Sample(
            (cron, zone, jitter, stagger, phase, id) =>
            {
                var recurrence = Recurrence.Cron(cron, zone).WithJitter(new TimeSpan(jitter));
                recurrence = stagger == 0 ? recurrence : recurrence.Staggered(new TimeSpan(stagger)).WithPhase(phase);
                var at = Occurrences.Next(recurrence, Noon.AddMinutes(id))!.Value;
                for (var index = 0; index < 20; index++)
                {
                    var next = Occurrences.Next(recurrence, at)!.Value;
                    var due = Occurrences.DueOf(recurrence, $"{id}", at);
                    due.Should().BeOnOrAfter(at).And.BeBefore(next);
                    (due.UtcTicks % TimeSpan.TicksPerMicrosecond).Should().Be(0);
                    (due - at).Should().BeLessThanOrEqualTo(new TimeSpan(jitter + stagger));
                    at = next;
                }
            },
            iter: 2_000);

    [Test]
    public void The_end_of_the_calendar_bounds_a_delay_too()
    {
        var last = DateTimeOffset.MaxValue.AddHours(-1);
        var recurrence = Recurrence.Once(last).WithJitter(TimeSpan.FromDays(366)).Staggered(TimeSpan.FromDays(366)).WithPhase(0.99);
        var at = Occurrences.First(recurrence, Noon)!.Value;
        Occurrences.DueOf(recurrence, "a", at).Should().BeOnOrAfter(at);
    }
}
