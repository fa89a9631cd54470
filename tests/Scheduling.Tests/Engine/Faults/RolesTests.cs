using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Two roles over one store: one has job x, the other has job y.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RolesTests : IAsyncDisposable
{
    private readonly Cluster _cluster = new();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Test]
    public async Task Neither_claims_or_sets_aside_what_is_the_others()
    {
        var x = await RoleAsync("x");
        var y = await RoleAsync("y");
        await SaveAsync(x, "of x", "x");
        await SaveAsync(y, "of y", "y");

        await _cluster.GoOnAsync(TimeSpan.FromHours(2));

        _cluster.Probe.Starts.Select(start => (start.Node, start.Run.ScheduleId)).Distinct().Should().BeEquivalentTo([("x", "of x"), ("y", "of y")]);
        _cluster.Probe.Count.Should().Be(2 * 120);
        _cluster.Store.Count("claim").Should().BeLessThanOrEqualTo(2 * 120, "nobody tries what it can't run");
        _cluster.Store.Count("set_aside").Should().Be(0);
    }

    [Test]
    public async Task What_is_due_while_the_only_node_that_can_run_it_is_busy_is_left_to_it()
    {
        var x = await RoleAsync("x", slots: 1);
        await RoleAsync("y");
        await SaveAsync(x, "first", "x");
        await SaveAsync(x, "second", "x");
        _cluster.Probe.Body = start => start.Run.ScheduleId == "first" || _cluster.Probe.Count == 1 ? _cluster.Probe.WaitAsync(start) : Task.CompletedTask;

        // Longer than any grace: it renews its lease, and speaks of its job.
        await _cluster.GoOnAsync(TimeSpan.FromMinutes(30));
        (await x.ListAsync()).Should().OnlyContain(schedule => schedule.State == ScheduleState.Active);
        _cluster.Store.Count("set_aside").Should().Be(0);

        _cluster.Probe.Body = static _ => Task.CompletedTask;
        _cluster.Probe.Release();
        await _cluster.GoOnAsync(TimeSpan.FromMinutes(2));
        _cluster.Probe.Starts.Should().OnlyContain(start => start.Node == "x");
        _cluster.Probe.Starts.Select(start => start.Run.ScheduleId).Distinct().Should().HaveCount(2);
    }

    [Test]
    public async Task A_run_whose_node_is_lost_waits_for_one_that_has_its_job()
    {
        var x = await RoleAsync("x");
        await RoleAsync("y");
        await SaveAsync(x, "a", "x", Recurrence.Once(_cluster.Now.AddMinutes(1)));
        _cluster.Probe.Body = start => _cluster.Probe.WaitAsync(start);
        await _cluster.GoOnAsync(TimeSpan.FromMinutes(1));
        _cluster.Silence(x);
        await _cluster.GoOnAsync(TimeSpan.FromMinutes(10));
        _cluster.Store.Count("rescue").Should().Be(0, "y can do nothing with it");

        _cluster.Probe.Body = static _ => Task.CompletedTask;
        await RoleAsync("x", name: "x again");
        await _cluster.GoOnAsync(TimeSpan.FromMinutes(1));

        _cluster.Probe.Starts.Select(start => (start.Node, start.Run.Attempt)).Should().Equal(("x", 1), ("x again", 2));
    }

    [Test]
    public async Task One_that_has_both_jobs_takes_over_either()
    {
        var x = await RoleAsync("x");
        var y = await RoleAsync("y");
        await _cluster.AddAsync("both", jobs: builder => Add(Add(builder, "x", "both"), "y", "both"));
        await SaveAsync(x, "of x", "x");
        await SaveAsync(y, "of y", "y");
        _cluster.Silence(x);

        await _cluster.GoOnAsync(TimeSpan.FromSeconds(190));

        _cluster.Probe.Starts.Where(start => start.Run.ScheduleId == "of x").Should().HaveCount(3).And.OnlyContain(start => start.Node == "both");
        _cluster.Probe.Starts.Where(start => start.Run.ScheduleId == "of y").Should().HaveCount(3).And.OnlyContain(start => start.Node == "y");
    }

    private Task<EngineHost> RoleAsync(string job, int slots = 64, string? name = null) =>
        _cluster.AddAsync(name ?? job, options => options.MaxConcurrentRuns = slots, builder => Add(builder, job, name ?? job));

    private ISchedulingBuilder Add(ISchedulingBuilder builder, string job, string node) => builder.AddJob(job, (run, token) => _cluster.Probe.RunAsync(node, run, token));

    private Task<Schedule> SaveAsync(EngineHost host, string id, string job, Recurrence? recurrence = null) =>
        _cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition(id, job, recurrence ?? Recurrence.Cron("* * * * *"))));
}
