using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.CatchingUp;

/// <summary>Pauses that end by themselves. The schedule is due every hour.</summary>
internal sealed class PausedUntilTests
{
    private static readonly DateTimeOffset s_until = EngineHost.Start.AddHours(3.5);

    [TestCase(CatchUpPolicy.Latest, 0)]
    [TestCase(CatchUpPolicy.Latest, 1)]
    [TestCase(CatchUpPolicy.Latest, 3)]
    [TestCase(CatchUpPolicy.All, 0)]
    [TestCase(CatchUpPolicy.All, 1)]
    [TestCase(CatchUpPolicy.All, 3)]
    [TestCase(CatchUpPolicy.None, 0)]
    [TestCase(CatchUpPolicy.None, 1)]
    [TestCase(CatchUpPolicy.None, 3)]
    public async Task It_wakes_then_and_catches_up_as_its_policy_says(CatchUpPolicy policy, int fellDue)
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, policy);
        var until = EngineHost.Start.AddHours(fellDue + 0.5);

        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", until, "holidays"));
        await cluster.GoToAsync(until.AddTicks(-10));
        cluster.Probe.Starts.Should().BeEmpty();
        await cluster.GoToAsync(EngineHost.Start.AddHours(fellDue + 1));

        var caughtUp = policy switch
        {
            CatchUpPolicy.All => Enumerable.Range(1, fellDue),
            CatchUpPolicy.Latest when fellDue > 0 => [fellDue],
            _ => [],
        };
        cluster.Probe.Starts.Select(start => (start.Run.Occurrence, start.At)).Should().Equal(
            [.. caughtUp.Select(hour => (EngineHost.Start.AddHours(hour), until)), (EngineHost.Start.AddHours(fellDue + 1), EngineHost.Start.AddHours(fellDue + 1))]);
        var after = (await host.Scheduler.GetAsync("s"))!;
        (after.PausedUntil, after.Note, after.Counts.Missed).Should().Be((null, null, fellDue - caughtUp.Count()));
    }

    [Test]
    public async Task Another_node_wakes_it()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.AddAsync("b");
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until));
        await cluster.SettleAsync();
        cluster.Silence(host);

        await cluster.GoToAsync(s_until.AddMinutes(20));

        var start = cluster.Probe.Starts.Should().ContainSingle().Which;
        (start.Node, start.Run.Occurrence).Should().Be(("b", EngineHost.Start.AddHours(3)));
    }

    [Test]
    public async Task Nobody_asks_the_store_meanwhile()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until));
        await cluster.SettleAsync();
        var before = cluster.Store.Count("claim");

        await cluster.GoToAsync(s_until.AddTicks(-10));

        cluster.Store.Count("claim").Should().Be(before);
    }

    [Test]
    public async Task A_resume_ends_it_before()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until, "holidays"));
        await cluster.GoToAsync(EngineHost.Start.AddHours(1.25));

        (await cluster.FinishAsync(host.Scheduler.ResumeAsync("s"))).Should().BeTrue();
        await cluster.GoToAsync(EngineHost.Start.AddHours(2));

        cluster.Probe.Starts.Select(start => (start.Run.Occurrence, start.At)).Should().Equal(
            (EngineHost.Start.AddHours(1), EngineHost.Start.AddHours(1.25)), (EngineHost.Start.AddHours(2), EngineHost.Start.AddHours(2)));
    }

    [Test]
    public async Task A_run_is_as_late_as_it_would_be_after_a_resume()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest, TimeSpan.FromMinutes(29));

        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until));
        await cluster.GoToAsync(s_until.AddMinutes(1));

        cluster.Probe.Starts.Should().BeEmpty("all three are too late for the window, which counts from their own due time");
        (await host.Scheduler.GetAsync("s"))!.Counts.Missed.Should().Be(3);
    }

    [Test]
    public async Task What_is_changed_meanwhile_wakes_then_too()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until, "holidays"));

        var saved = await cluster.FinishAsync(host.Scheduler.UpdateAsync("s", definition => definition with { Name = "another", Recurrence = Recurrence.Cron("30 * * * *") }));
        (saved.PausedUntil, saved.NextDue, saved.NextOccurrence, saved.Note).Should().Be((s_until, s_until, EngineHost.Start.AddHours(0.5), "holidays"));
        await cluster.FinishAsync(host.Scheduler.SkipAsync("s", s_until));
        await cluster.GoToAsync(s_until.AddMinutes(1));

        var start = cluster.Probe.Starts.Should().ContainSingle().Which;
        (start.Run.Occurrence, start.At).Should().Be((EngineHost.Start.AddHours(2.5), s_until));
        (await host.Scheduler.GetAsync("s"))!.Note.Should().BeNull("the note was the pause's");
    }

    [Test]
    public async Task A_run_may_be_asked_for_meanwhile()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until));

        await cluster.FinishAsync(host.Scheduler.TriggerAsync("s"));
        await cluster.SettleAsync();

        cluster.Probe.Starts.Should().ContainSingle().Which.Run.Cause.Should().Be(RunCause.Triggered);
        (await host.Scheduler.GetAsync("s"))!.PausedUntil.Should().Be(s_until);
    }

    [Test]
    public async Task It_is_told_of()
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);
        await cluster.FinishAsync(host.Scheduler.PauseAsync("s", s_until, "holidays"));

        var told = (await host.Scheduler.DescribeAsync("s", upcoming: 2))!;

        (told.Standing, told.Explanation).Should().Be((ScheduleStanding.Paused, "It is paused until 2026-03-01 03:30:00Z (holidays), and wakes by itself then."));
        told.Upcoming.Should().Equal(new UpcomingOccurrence(EngineHost.Start.AddHours(3), s_until), new UpcomingOccurrence(EngineHost.Start.AddHours(4), EngineHost.Start.AddHours(4)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(3_651)]
    public async Task A_time_that_is_past_or_too_far_ahead_is_refused(int days)
    {
        await using var cluster = new Cluster();
        var host = await SaveAsync(cluster, CatchUpPolicy.Latest);

        var pausing = () => host.Scheduler.PauseAsync("s", cluster.Now.AddDays(days));

        (await pausing.Should().ThrowAsync<ArgumentException>()).WithMessage("Schedule 's' was to be paused until*Give a time in the future, 3,650 days ahead at the most*");
    }

    private static async Task<EngineHost> SaveAsync(Cluster cluster, CatchUpPolicy policy, TimeSpan? window = null)
    {
        var host = await cluster.AddAsync("a");
        await cluster.FinishAsync(host.Scheduler.SaveAsync(
            new ScheduleDefinition("s", Cluster.Job, Recurrence.Cron("0 * * * *")) { Overlap = OverlapPolicy.AllowAll, CatchUp = policy, CatchUpWindow = window }));
        return host;
    }
}
