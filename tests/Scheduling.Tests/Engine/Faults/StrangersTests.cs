using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Schedules whose job is not registered on the node that sees them.</summary>
internal sealed class StrangersTests
{
    private static readonly DateTimeOffset s_back = EngineHost.Start.AddHours(1);

    [Test]
    public async Task After_an_hour_without_any_node_the_first_one_gives_the_others_time_to_start()
    {
        await using var cluster = new Cluster();
        await SaveAndGoAsync(cluster, 1);
        var other = await cluster.AddAsync("other", jobs: AddElse);

        await cluster.GoToAsync(s_back.AddSeconds(59));
        (await StateAsync(other)).Should().Be(ScheduleState.Active, "it has seen it due for less than the grace");
        cluster.Store.Count("set_aside").Should().Be(0);

        await cluster.GoToAsync(s_back.AddSeconds(61));
        (await StateAsync(other)).Should().Be(ScheduleState.Faulted);
        cluster.Store.Count("set_aside").Should().Be(1);
    }

    [Test]
    public async Task A_longer_grace_is_given_whole()
    {
        await using var cluster = new Cluster();
        await SaveAndGoAsync(cluster, 1);
        var other = await cluster.AddAsync("other", options => options.StrangerGrace = TimeSpan.FromMinutes(10), AddElse);

        await cluster.GoToAsync(s_back.AddMinutes(9.9));
        (await StateAsync(other)).Should().Be(ScheduleState.Active);
        await cluster.GoToAsync(s_back.AddMinutes(10.1));
        (await StateAsync(other)).Should().Be(ScheduleState.Faulted);
    }

    [Test]
    public async Task One_whose_job_another_node_has_spoken_of_is_never_set_aside_and_costs_nothing_while_that_one_is_down()
    {
        await using var cluster = new Cluster();
        await SaveAndGoAsync(cluster, 1);
        var other = await cluster.AddAsync("other", jobs: AddElse);
        await cluster.GoOnAsync(TimeSpan.FromSeconds(30));
        var worker = await cluster.AddAsync("worker");
        await cluster.SettleAsync();
        cluster.Probe.Starts.Should().ContainSingle().Which.Node.Should().Be("worker");
        cluster.Silence(worker);
        var (calls, reads, turns) = (cluster.Store.Calls.Count, cluster.Store.Count("window"), other.Sleeper.Turns);

        await cluster.GoOnAsync(TimeSpan.FromHours(1));

        (cluster.Store.Calls.Count - calls).Should().BeLessThanOrEqualTo(4);
        (cluster.Store.Count("window") - reads).Should().BeLessThanOrEqualTo(2);
        (other.Sleeper.Turns - turns).Should().BeLessThan(200, "it looks once in a grace");
        cluster.Store.Count("set_aside").Should().Be(0);
        (await StateAsync(other)).Should().Be(ScheduleState.Active);
        cluster.Revive(worker);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(1));
        cluster.Probe.Count.Should().BeGreaterThan(1, "it goes on where its job is");
    }

    [Test]
    public async Task More_of_them_than_are_seen_at_once_are_all_set_aside_in_the_end_each_once()
    {
        const int count = 50;
        await using var cluster = new Cluster();
        await SaveAndGoAsync(cluster, count);
        var other = await cluster.AddAsync("other", jobs: AddElse);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(10));

        (await other.ListAsync()).Should().HaveCount(count).And.OnlyContain(schedule => schedule.State == ScheduleState.Faulted);
        cluster.Store.Count("set_aside").Should().Be(count);
        other.Logs.Of(1205).Should().HaveCount(count).And.OnlyHaveUniqueItems();
        cluster.Store.Count("window").Should().BeInRange(4, 8, "a page of them, and then the next");
    }

    private static void AddElse(ISchedulingBuilder builder) => builder.AddJob("else", (_, _) => Task.CompletedTask);

    private static async Task<ScheduleState> StateAsync(EngineHost host) => (await host.Scheduler.GetAsync("s0"))!.State;

    // The only node that has the job saves schedules and stops; then nothing runs until the hour is over.
    private static async Task SaveAndGoAsync(Cluster cluster, int count)
    {
        var gone = await cluster.AddAsync("gone");
        for (var i = 0; i < count; i++)
        {
            await cluster.SaveAsync(gone, $"s{i}");
        }

        await cluster.FinishAsync(gone.StopAsync());
        cluster.Silence(gone);
        cluster.Store.Calls.Clear();
        await cluster.GoToAsync(s_back);
    }
}
