using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Faults;

/// <summary>Servers that end connections, or end themselves, under load.</summary>
public sealed class ServerFaultTests
{
    [Test]
    public async Task Redis_that_is_killed_and_restarted_costs_nothing_but_lateness()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var cluster = await ClusterFixture.CreateAsync(redis.ConnectionString);
        await DisturbAsync(cluster, isHindered: false, async () =>
        {
            for (var i = 0; i < 2; i++)
            {
                await redis.KillAsync();
                await ClusterFixture.Wait(TimeSpan.FromSeconds(2));
                await redis.StartAgainAsync();
                await ClusterFixture.Wait(TimeSpan.FromSeconds(2));
            }
        });
    }

    [Test]
    public async Task Subscriptions_that_redis_ends_cost_nothing_but_lateness()
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var cluster = await ClusterFixture.CreateAsync(redis.ConnectionString);
        var killed = 0;
        await DisturbAsync(cluster, isHindered: false, async () =>
        {
            for (var i = 0; i < 12; i++)
            {
                killed += int.Parse((await redis.AskAsync("CLIENT KILL TYPE pubsub"))[1..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
                await ClusterFixture.Wait(TimeSpan.FromMilliseconds(400));
            }
        });
        TestContext.Out.WriteLine($"{killed} subscriptions killed");
        killed.Should().BeGreaterThan(3);
    }

    [Test]
    public async Task Backends_that_are_terminated_at_work_lose_nothing_and_double_nothing()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var terminated = 0;
        await DisturbAsync(cluster, isHindered: true, async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                terminated += await cluster.Store.TerminateAsync();
                await ClusterFixture.Wait(TimeSpan.FromMilliseconds(90));
            }
        });
        TestContext.Out.WriteLine($"{terminated} backends terminated");
        terminated.Should().BeGreaterThan(60);
    }

    [Test]
    public async Task Commits_whose_replies_are_lost_lose_nothing_and_double_nothing()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3, isProxied: true);
        var lost = 0;
        await DisturbAsync(cluster, nodes, isHindered: true, async () =>
        {
            // What a claim, a finish and a transaction's commit hold.
            string[] statements = ["skip locked", "unwanted", "COMMIT\0"];
            var end = ClusterFixture.Now + TimeSpan.FromSeconds(6);
            for (var i = 0; ClusterFixture.Now < end; i++)
            {
                var proxy = nodes[i % nodes.Length].PostgresProxy!;
                var reply = proxy.DropNextReply(statements[i / nodes.Length % statements.Length]);
                lost += await Task.WhenAny(reply, ClusterFixture.Wait(TimeSpan.FromMilliseconds(300))) == reply ? 1 : 0;
                proxy.Heal();
            }
        });
        TestContext.Out.WriteLine($"{lost} replies lost");
        lost.Should().BeGreaterThan(5);
    }

    private static async Task DisturbAsync(ClusterFixture cluster, bool isHindered, Func<Task> disturb) =>
        await DisturbAsync(cluster, await cluster.StartAsync(3), isHindered, disturb);

    private static async Task DisturbAsync(ClusterFixture cluster, ClusterNode[] nodes, bool isHindered, Func<Task> disturb)
    {
        using LoadedCluster load = new(cluster, nodes);
        await load.StartAsync();

        await disturb();

        var history = await load.EndAsync();
        history = isHindered ? history with { Hindered = nodes.Select(node => node.Id).ToHashSet() } : history;
        TestContext.Out.WriteLine(load.Summary(history));
        load.Violations(history).MustBeNone();
    }
}
