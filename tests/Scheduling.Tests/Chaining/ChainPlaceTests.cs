using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Schedules;
using static Scheduling.Tests.Chaining.Times;

namespace Scheduling.Tests.Chaining;

/// <summary>Where chains begin, and where they go on after a change.</summary>
public sealed class ChainPlaceTests
{
    private static readonly DateTimeOffset Noon = Utc("2026-05-04T12:00:00");
    private static readonly Recurrence Hourly = Recurrence.Cron("0 * * * *");

    [Test]
    public void A_chain_begins_after_now_with_all_that_its_limit_allows()
    {
        Chain.First(Rules(Hourly), Noon).Should().Be(new ChainPoint(Noon.AddHours(1), Noon.AddHours(1), null));
        Chain.First(Rules(Hourly.Take(3)), Noon)!.Value.Remaining.Should().Be(3);
        Chain.First(Rules(Hourly.Between(null, Noon)), Noon).Should().BeNull();
        var jittered = Chain.First(Rules(Hourly.WithJitter(TimeSpan.FromMinutes(30))), Noon)!.Value;
        jittered.Occurrence.Should().Be(Noon.AddHours(1));
        jittered.Due.Should().BeAfter(jittered.Occurrence).And.BeBefore(Noon.AddMinutes(90));
    }

    [Test]
    public void A_limit_ends_a_chain_whatever_becomes_of_its_occurrences()
    {
        var rules = Rules(Hourly.Take(3));
        var point = Chain.First(rules, Noon);
        List<DateTimeOffset> runs = [];
        while (point is { } present)
        {
            var step = Chain.Advance(rules, present, present.Due);
            runs.Add(step.Run!.Value.Occurrence);
            point = step.Next;
        }

        runs.Should().Equal(Noon.AddHours(1), Noon.AddHours(2), Noon.AddHours(3));
    }

    [Test]
    public void A_change_makes_no_past_occurrence_run()
    {
        var waiting = new ChainPoint(Noon, Noon, null);
        Chain.After(Rules(Hourly), waiting, Noon.AddMinutes(150), used: 0)!.Value.Occurrence.Should().Be(Noon.AddHours(3));
        Chain.After(Rules(Recurrence.Cron("45 * * * *")), waiting, Noon.AddMinutes(150), used: 0)!.Value.Occurrence.Should().Be(Noon.AddMinutes(165));
        Chain.After(Rules(Hourly), null, Noon.AddMinutes(150), used: 0)!.Value.Occurrence.Should().Be(Noon.AddHours(3));
    }

    [Test]
    public void A_change_leaves_what_a_limit_has_left()
    {
        Chain.After(Rules(Hourly.Take(5)), null, Noon, used: 3)!.Value.Remaining.Should().Be(2);
        Chain.After(Rules(Hourly.Take(5)), null, Noon, used: 5).Should().BeNull();
        Chain.After(Rules(Hourly), null, Noon, used: 5)!.Value.Remaining.Should().BeNull();
    }

    // The bug of temporal #4866: an update between the nominal and the jittered time lost the run.
    [Test]
    public void Temporal_4866_a_change_between_the_nominal_time_and_the_due_one_loses_nothing()
    {
        var recurrence = Hourly.WithJitter(TimeSpan.FromMinutes(50));
        var due = Occurrences.DueOf(recurrence, "a", Noon);
        var waiting = new ChainPoint(Noon, due, null);

        Chain.After(Rules(recurrence), waiting, due.AddTicks(-1), used: 0).Should().Be(waiting);
        Chain.After(Rules(recurrence), waiting, due, used: 0)!.Value.Occurrence.Should().Be(Noon.AddHours(1));

        // After hours of a pause, the one that waits for its jitter is the last of several.
        var past = new ChainPoint(Noon.AddHours(-5), Noon.AddHours(-5), null);
        Chain.After(Rules(recurrence), past, due.AddTicks(-1), used: 0).Should().Be(waiting);
    }

    [Test]
    public void Less_of_a_delay_makes_one_that_waits_due_at_once_and_never_lost()
    {
        var due = Occurrences.DueOf(Hourly.WithJitter(TimeSpan.FromMinutes(50)), "a", Noon);
        var now = due.AddTicks(-5);

        foreach (var less in new[] { Hourly, Hourly.WithJitter(TimeSpan.FromTicks(10)) })
        {
            Chain.After(Rules(less), new ChainPoint(Noon, due, null), now, used: 0).Should().Be(new ChainPoint(Noon, Occurrences.DueOf(less, "a", Noon), null));
        }

        Chain.After(Rules(Hourly.Except(Noon)), new ChainPoint(Noon, due, null), now, used: 0)!.Value.Occurrence.Should().Be(Noon.AddHours(1));
    }

    [Test]
    public void A_change_of_the_jitter_does_not_bring_back_what_has_run()
    {
        var ran = new ChainPoint(Noon.AddHours(1), Noon.AddHours(1), null);
        Chain.After(Rules(Hourly.WithJitter(TimeSpan.FromMinutes(59))), ran, Noon.AddTicks(1), used: 1)!.Value.Occurrence.Should().Be(Noon.AddHours(1));
    }

    private static ChainRules Rules(Recurrence recurrence) => new("a", recurrence, CatchUpPolicy.Latest, null);
}
