using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Who acts when two nodes share a store.</summary>
internal sealed class TwoNodeTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    [Test]
    public async Task An_occurrence_is_run_once_and_by_the_owner_at_its_time()
    {
        await using var cluster = new Cluster();
        var owner = await cluster.AddAsync("owner");
        await cluster.AddAsync("backup");
        await cluster.SaveAsync(owner, "a");

        await cluster.GoOnAsync(TimeSpan.FromMinutes(10));

        cluster.Probe.Starts.Select(start => (start.Node, start.At)).Should()
            .Equal(Enumerable.Range(1, 10).Select(minute => ("owner", EngineHost.Start.AddMinutes(minute))));
        cluster.Store.Count("claim").Should().Be(10, "the backup does not even ask");
    }

    [Test]
    public async Task The_backup_acts_after_the_grace_and_then_without_one_on_all_else_that_the_silent_owner_had()
    {
        await using var cluster = new Cluster();
        var owner = await cluster.AddAsync("owner");
        await cluster.AddAsync("backup");
        await cluster.SaveAsync(owner, "a", Recurrence.Once(s_due));
        await cluster.SaveAsync(owner, "b", Recurrence.Once(s_due.AddMinutes(1)));
        cluster.Silence(owner);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        var starts = cluster.Probe.Starts.ToArray();
        starts.Select(start => (start.Node, start.Run.ScheduleId)).Should().Equal(("backup", "a"), ("backup", "b"));
        (starts[0].At - s_due).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1.5)).And.BeLessThan(TimeSpan.FromSeconds(2.3));
        starts[1].At.Should().BeCloseTo(s_due.AddMinutes(1), TimeSpan.FromMilliseconds(1));
    }

    [Test]
    public async Task A_node_that_leaves_hands_over_at_once([Values] bool hasRunOpen)
    {
        await using var cluster = new Cluster();
        var leaver = await cluster.AddAsync("leaver");
        await cluster.AddAsync("stayer");
        await cluster.SaveAsync(leaver, "a", Recurrence.Once(s_due));
        await cluster.SaveAsync(leaver, "b", Recurrence.Once(s_due.AddMinutes(1)));
        await cluster.SaveAsync(leaver, "early", Recurrence.Once(s_due.AddSeconds(-30)));
        cluster.Probe.Body = start => hasRunOpen && start.Run.ScheduleId == "early" ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await cluster.GoToAsync(s_due.AddSeconds(-20));

        var stopping = leaver.StopAsync();
        await leaver.Sleeper.WokenOnceAsync();
        await cluster.SettleAsync();
        cluster.Probe.Release();
        await cluster.FinishAsync(stopping);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        cluster.Probe.Starts.Skip(1).Select(start => (start.Node, start.At)).Should().Equal(("stayer", s_due), ("stayer", s_due.AddMinutes(1)));
    }

    [Test]
    public async Task A_node_without_the_job_never_claims_it_not_even_when_it_resumes_it()
    {
        await using var cluster = new Cluster();
        var capable = await cluster.AddAsync("capable");
        var other = await cluster.AddAsync("other", jobs: b => b.AddJob("else", (_, _) => Task.CompletedTask));
        await cluster.SaveAsync(capable, "a");
        await cluster.GoToAsync(s_due);
        await cluster.FinishAsync(other.Scheduler.PauseAsync("a"));
        (await cluster.FinishAsync(other.Scheduler.ResumeAsync("a"))).Should().BeTrue();

        await cluster.GoOnAsync(TimeSpan.FromSeconds(130));

        cluster.Probe.Starts.Select(start => (start.Node, start.At)).Should()
            .Equal([("capable", s_due), ("capable", s_due.AddMinutes(1)), ("capable", s_due.AddMinutes(2))], "nobody waits for a node that can't act");
        (await other.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(3, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_schedule_whose_job_nobody_has_is_set_aside_and_can_be_resumed()
    {
        await using var cluster = new Cluster();
        var gone = await cluster.AddAsync("gone");
        await cluster.SaveAsync(gone, "a");
        await cluster.FinishAsync(gone.StopAsync());
        cluster.Silence(gone);
        var other = await cluster.AddAsync("other", jobs: b => b.AddJob("else", (_, _) => Task.CompletedTask));

        await cluster.GoToAsync(s_due.AddSeconds(59));
        (await other.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Active, "another node may yet come");
        await cluster.GoToAsync(s_due.AddSeconds(61));
        var aside = (await other.Scheduler.GetAsync("a"))!;
        aside.State.Should().Be(ScheduleState.Faulted);
        aside.Note.Should().Contain(Cluster.Job);

        var back = await cluster.AddAsync("back");
        (await cluster.FinishAsync(back.Scheduler.ResumeAsync("a"))).Should().BeTrue();
        await cluster.SettleAsync();
        cluster.Probe.Starts.Should().ContainSingle().Which.Node.Should().Be("back");
    }

    [Test]
    public async Task An_idle_node_helps_one_that_has_more_due_than_slots()
    {
        await using var cluster = new Cluster();
        var busy = await cluster.AddAsync("busy", o => o.MaxConcurrentRuns = 1);
        await cluster.AddAsync("idle");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        for (var i = 0; i < 50; i++)
        {
            await cluster.SaveAsync(busy, $"s{i}", Recurrence.Once(s_due));
        }

        await cluster.GoToAsync(s_due.AddMilliseconds(100));

        cluster.Probe.Starts.Where(start => start.Node == "busy").Should().ContainSingle();
        cluster.Probe.Starts.Where(start => start.Node == "idle").Should().HaveCount(49);
        cluster.Probe.Starts.Select(start => start.Run.ScheduleId).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task An_intent_fires_what_its_writer_stored_and_did_not_live_to_tell()
    {
        await using var cluster = new Cluster();
        var writer = await cluster.AddAsync("writer");
        await cluster.AddAsync("reader");
        cluster.Bus.Loses = news => news.Kind == SchedulingEventKind.ScheduleStart;
        await cluster.SaveAsync(writer, "a", Recurrence.Once(s_due));
        cluster.Silence(writer);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        var start = cluster.Probe.Starts.Should().ContainSingle().Which;
        start.Node.Should().Be("reader");
        (start.At - s_due).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }
}
