using FluentAssertions;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Nodes;

/// <summary>Two whole nodes that hear of each other through Redis alone.</summary>
public sealed class TwoNodesTests
{
    private RedisProcess _server = null!;
    private RedisAdmin _admin = null!;
    private NodeHost _a = null!;
    private NodeHost _b = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RedisProcess.StartAsync();
        _admin = await RedisAdmin.ConnectAsync(_server.ConnectionString);
        InMemoryScheduleStore store = new(TimeProvider.System);
        _a = await new NodeHost("a", store, _server.ConnectionString, "on-a").StartAsync();
        _b = await new NodeHost("b", store, _server.ConnectionString, "on-b").StartAsync();
        await Waiting.UntilAsync(async () => await _admin.ListenersAsync("scheduling") == 2);

        // Each has saved once and been heard, so that both know the other's jobs.
        await RunOnBAsync("first");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _admin.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public Task What_one_saves_starts_on_the_one_that_can_run_it() => RunOnBAsync("second");

    [Test]
    public Task What_one_cancels_is_cancelled_where_it_runs() => CancelOnBAsync("cancelled");

    [Test]
    public async Task Both_hear_again_after_their_subscriptions_were_killed()
    {
        (await _admin.KillAsync("pubsub")).Should().BeGreaterThanOrEqualTo(2);

        await RunOnBAsync("after");
        await CancelOnBAsync("cancelled");
    }

    [Test]
    public async Task What_was_saved_while_the_server_was_away_starts_when_it_is_back_and_they_hear_again()
    {
        await _server.KillAsync();
        await _b.Logs.UntilAsync(4101);
        await SaveAsync("during", TimeSpan.Zero);
        await _server.StartAgainAsync();

        (await _b.NextStartAsync()).ScheduleId.Should().Be("during");
        await RunOnBAsync("after");
        await CancelOnBAsync("cancelled");
    }

    private async Task RunOnBAsync(string id)
    {
        await SaveAsync(id, TimeSpan.FromMilliseconds(100));

        (await _b.NextStartAsync()).ScheduleId.Should().Be(id);
    }

    private async Task CancelOnBAsync(string id)
    {
        _b.Body = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        await RunOnBAsync(id);

        var cancelling = _a.Scheduler.SendAsync("schedule/cancel", new { scheduleId = id });
        await _b.NextCancelAsync();
        (await cancelling).SignalledRunning.Should().Be(1);
        _b.Body = _ => Task.CompletedTask;
    }

    private Task<Schedule> SaveAsync(string id, TimeSpan dueIn) =>
        _a.Scheduler.SaveAsync(new ScheduleDefinition(id, "on-b", Recurrence.Once(TimeProvider.System.GetUtcNow() + dueIn)));
}
