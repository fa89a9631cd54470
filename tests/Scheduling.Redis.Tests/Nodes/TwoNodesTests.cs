using FluentAssertions;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Nodes;

/// <summary>Two whole nodes that hear of each other through Redis alone. The one that saves has no free slot, so that the other one must hear of what is due.</summary>
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
        _a = await new NodeHost("a", store, _server.ConnectionString, slots: 1).StartAsync();
        _a.Body = HangAsync;
        await SaveAsync("hangs", TimeSpan.Zero);
        (await _a.NextStartAsync()).ScheduleId.Should().Be("hangs");

        // Who is there when it falls due might take it.
        _b = await new NodeHost("b", store, _server.ConnectionString, slots: 8).StartAsync();
        await Waiting.UntilAsync(async () => await _admin.ListenersAsync("scheduling") == 2);
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
    public Task What_one_saves_and_has_no_slot_for_starts_on_the_other() => RunOnBAsync("saved");

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

    private static Task HangAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    private async Task RunOnBAsync(string id)
    {
        await SaveAsync(id, TimeSpan.FromMilliseconds(100));

        (await _b.NextStartAsync()).ScheduleId.Should().Be(id);
    }

    private async Task CancelOnBAsync(string id)
    {
        _b.Body = HangAsync;
        await RunOnBAsync(id);

        var cancelling = _a.Scheduler.SendAsync("schedule/cancel", new { scheduleId = id });
        await _b.NextCancelAsync();
        (await cancelling).SignalledRunning.Should().Be(1);
        _b.Body = _ => Task.CompletedTask;
    }

    private Task<Schedule> SaveAsync(string id, TimeSpan dueIn) =>
        _a.Scheduler.SaveAsync(new ScheduleDefinition(id, NodeHost.Job, Recurrence.Once(TimeProvider.System.GetUtcNow() + dueIn)));
}
