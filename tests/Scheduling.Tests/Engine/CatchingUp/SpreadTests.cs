using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.CatchingUp;

/// <summary>Occurrences that are due later than their nominal times, and those of which there are only so many.</summary>
internal sealed class SpreadTests
{
    private static readonly Recurrence s_hourly = Recurrence.Cron("0 * * * *");

    [Test]
    public async Task Runs_start_at_their_due_times_within_the_jitter_and_keep_their_nominal_ones()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        await cluster.SaveAsync(host, "s", s_hourly.WithJitter(TimeSpan.FromMinutes(30)));

        await cluster.GoToAsync(EngineHost.Start.AddHours(24).AddMinutes(59));

        cluster.Probe.Starts.Select(start => start.Run.Occurrence).Should().Equal(Enumerable.Range(1, 24).Select(hour => EngineHost.Start.AddHours(hour)));
        cluster.Probe.Starts.Should().OnlyContain(start => start.At == start.Run.Due && start.Run.Due - start.Run.Occurrence < TimeSpan.FromMinutes(30));
        cluster.Probe.Starts.Select(start => start.Run.Due - start.Run.Occurrence).Distinct().Should().HaveCountGreaterThan(20);
        (await host.ListRunsAsync()).Should().OnlyContain(run => run.Due == cluster.Probe.Starts.Single(start => start.Run.RunId == run.Id).Run.Due);
    }

    [TestCase(7)]
    [TestCase(60)]
    [TestCase(200)]
    public async Task Schedules_of_one_time_are_spread_evenly_however_many_they_are(int count)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var within = TimeSpan.FromMinutes(10);
        await cluster.FinishAsync(host.Scheduler.SaveAsync(Enumerable.Range(0, count).Select(n => new ScheduleDefinition($"s{n}", Cluster.Job, s_hourly.Staggered(within)))));

        await cluster.GoToAsync(EngineHost.Start.AddHours(2).AddMinutes(30));

        var starts = cluster.Probe.Starts.Select(start => (start.Run.ScheduleId, After: start.At - start.Run.Occurrence)).ToArray();
        starts.Should().HaveCount(2 * count);
        var after = starts.Take(count).Select(start => start.After).Order().ToArray();
        after[^1].Should().BeLessThan(within);
        var gaps = after.Zip(after.Skip(1), (a, b) => b - a).Append(after[0] + within - after[^1]);
        gaps.Max().Should().BeLessThan(2.7 * within / count, "the golden ratio leaves no gap larger than that");
        starts.GroupBy(start => start.ScheduleId).Should().OnlyContain(each => each.Select(start => start.After).Distinct().Count() == 1, "each keeps its place");
    }

    [Test]
    public async Task A_change_between_the_nominal_and_the_due_time_loses_nothing_and_repeats_nothing()
    {
        // temporal #4866
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var definition = new ScheduleDefinition("s", Cluster.Job, s_hourly.WithJitter(TimeSpan.FromMinutes(59)));
        var saved = await cluster.FinishAsync(host.Scheduler.SaveAsync(definition));
        saved.NextDue.Should().BeAfter(saved.NextOccurrence!.Value);
        await cluster.GoToAsync(saved.NextOccurrence.Value + ((saved.NextDue!.Value - saved.NextOccurrence.Value) / 2));

        await cluster.FinishAsync(host.Scheduler.SaveAsync(definition with { Note = "changed" }));
        await cluster.FinishAsync(host.Scheduler.SaveAsync(definition with { Recurrence = definition.Recurrence.WithJitter(TimeSpan.FromMinutes(58)) }));
        await cluster.GoToAsync(EngineHost.Start.AddHours(4));

        cluster.Probe.Starts.Select(start => start.Run.Occurrence).Should().Equal(Enumerable.Range(1, 3).Select(hour => EngineHost.Start.AddHours(hour)));
    }

    [Test]
    public async Task A_change_makes_no_past_occurrence_run()
    {
        // kubernetes #63371
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s", Recurrence.Cron("0 5 * * *"));
        await cluster.GoToAsync(EngineHost.Start.AddHours(12));

        foreach (var expression in new[] { "0 11 * * *", "59 11 * * *", "0 6-12 * * *" })
        {
            await cluster.SaveAsync(host, "s", Recurrence.Cron(expression));
        }

        await cluster.GoToAsync(EngineHost.Start.AddHours(29));

        cluster.Probe.Starts.Select(start => start.At).Should().Equal(EngineHost.Start.AddHours(5));
    }

    [Test]
    public async Task A_schedule_ends_after_as_many_occurrences_as_it_may_have()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s", s_hourly.Take(3));
        await cluster.GoToAsync(EngineHost.Start.AddHours(1.5));
        (await host.Scheduler.GetAsync("s"))!.Remaining.Should().Be(2);

        await cluster.GoToAsync(EngineHost.Start.AddHours(3.5));
        (await host.Scheduler.GetAsync("s"))!.State.Should().Be(ScheduleState.Completed);
        await cluster.GoToAsync(EngineHost.Start.AddHours(5.5));
        cluster.Probe.Starts.Should().HaveCount(3);

        await cluster.SaveAsync(host, "s", s_hourly.Take(3));
        (await host.Scheduler.GetAsync("s"))!.State.Should().Be(ScheduleState.Completed, "the same said again changes nothing");
        await cluster.SaveAsync(host, "s", s_hourly.Take(5));
        await cluster.GoToAsync(EngineHost.Start.AddHours(12));

        cluster.Probe.Starts.Select(start => start.Run.Occurrence).Should().Equal(new[] { 1, 2, 3, 6, 7 }.Select(hour => EngineHost.Start.AddHours(hour)));
    }

    [Test]
    public async Task Missed_occurrences_count_toward_the_limit()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s", s_hourly.Take(4));
        cluster.Silence(host);
        await cluster.GoToAsync(EngineHost.Start.AddHours(2.5));

        cluster.Revive(host);
        await cluster.GoToAsync(EngineHost.Start.AddHours(9));

        cluster.Probe.Starts.Select(start => start.Run.Occurrence).Should().Equal(new[] { 2, 3, 4 }.Select(hour => EngineHost.Start.AddHours(hour)));
        (await host.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(3, 0, 0, 0, 1));
    }
}
