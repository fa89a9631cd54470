using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Sleeping;

/// <summary>What the servers see of three nodes that sleep.</summary>
public sealed class SleepTests
{
    // What the Redis client sends by itself to keep its connection, and to learn of changes of the server's set-up.
    private static readonly string[] s_keepAlive = ["ping", "info"];

    [TestCase(10)]
    [TestCase(600, Explicit = true)]
    public async Task Three_nodes_with_ten_thousand_schedules_ask_nothing(int seconds)
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var cluster = await ClusterFixture.CreateAsync(redis.ConnectionString);
        var nodes = await cluster.StartAsync(3);
        await nodes[0].SaveAsync([.. Enumerable.Range(0, 10_000).Select(i => new PlannedSchedule($"{i:00000}", Recurrence.Every(TimeSpan.FromHours(1 + (i % 24)))))]);
        await nodes[1].SaveAsync(new PlannedSchedule("awake", Recurrence.Once(ClusterFixture.Now)));
        await nodes[1].NextAsync(line => line.Kind == LineKind.Started);

        // A connection that idles tells the server's statistics of its last transaction when it ends.
        var before = await ServerStatistics.ReadAsync(cluster.Database);
        while (before.Connections > 0)
        {
            await ClusterFixture.Wait(TimeSpan.FromMilliseconds(200));
            before = await ServerStatistics.ReadAsync(cluster.Database);
        }

        // That last connection may have ended between the counting of the transactions and that of the connections.
        before = await ServerStatistics.ReadAsync(cluster.Database);
        var commands = await redis.CommandsAsync();
        await ClusterFixture.Wait(TimeSpan.FromSeconds(seconds));
        var after = await ServerStatistics.ReadAsync(cluster.Database);
        var since = (await redis.CommandsAsync()).ToDictionary(command => command.Key, command => command.Value - commands.GetValueOrDefault(command.Key));

        // Those by which this has asked: the first INFO was counted once it was answered, and both connections said QUIT.
        since["info"]--;
        since.Remove("quit");
        TestContext.Out.WriteLine(
            $"3 nodes asleep for {seconds} s: {after.Transactions - before.Transactions} transactions, {after.Statements - before.Statements} statements, {after.Open} open transactions,"
            + $" {after.Connections} connections; Redis commands: {string.Join(", ", since.Where(command => command.Value > 0).Select(command => $"{command.Value} {command.Key}"))}");
        (after.Statements - before.Statements, after.Open, after.Connections).Should().Be((0, 0, 0));
        since.Where(command => command.Value > 0).Select(command => command.Key).Should().BeSubsetOf(s_keepAlive);

        // A server that vacuums by itself counts its own transactions too; the one that tests/run starts does not.
        if (!after.Vacuums)
        {
            (after.Transactions - before.Transactions).Should().Be(0);
        }
    }
}
