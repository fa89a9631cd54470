using NUnit.Framework;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;

namespace Scheduling.Cluster.Tests.Faults;

/// <summary>Nodes that are cut from Redis, from PostgreSQL, or from both, under load.</summary>
public sealed class LinkFaultTests
{
    private static readonly TimeSpan s_fault = TimeSpan.FromSeconds(5);

    [TestCase(LinkFault.Cut, 1, Explicit = true, Reason = "a long verb has it: the cut of all shows more")]
    [TestCase(LinkFault.Cut, 3)]
    [TestCase(LinkFault.Hang, 1, Explicit = true, Reason = "a long verb has it: the silence of all shows more")]
    [TestCase(LinkFault.Hang, 3)]
    [TestCase(LinkFault.Delay, 3)]
    public Task Without_redis_all_goes_on(LinkFault fault, int nodes) => DisturbAsync(nodes, isHindered: false, node => node.RedisProxy!.Do(fault));

    [TestCase(LinkFault.Cut, 1)]
    [TestCase(LinkFault.Cut, 3, Explicit = true, Reason = "a long verb has it: the silence of all shows more")]
    [TestCase(LinkFault.Hang, 1, Explicit = true, Reason = "a long verb has it: the silence of all shows more")]
    [TestCase(LinkFault.Hang, 3)]
    [TestCase(LinkFault.LoseReplies, 1, Explicit = true, Reason = "a long verb has it: the lost replies of all show more")]
    [TestCase(LinkFault.LoseReplies, 3)]
    public Task Without_postgres_all_goes_on_when_it_is_back(LinkFault fault, int nodes) => DisturbAsync(nodes, isHindered: true, node => node.PostgresProxy!.Do(fault));

    [TestCase(LinkFault.Cut, 1, Explicit = true, Reason = "a long verb has it: the silence of all shows more")]
    [TestCase(LinkFault.Hang, 3)]
    public Task Without_both_all_goes_on_when_they_are_back(LinkFault fault, int nodes) => DisturbAsync(nodes, isHindered: true, node =>
    {
        node.PostgresProxy!.Do(fault);
        node.RedisProxy!.Do(fault);
    });

    private static async Task DisturbAsync(int nodes, bool isHindered, Action<ClusterNode> disturb)
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var all = await cluster.StartAsync(3, isProxied: true);
        using LoadedCluster load = new(cluster, all);
        await load.StartAsync();
        Array.ForEach(all[..nodes], disturb);
        await ClusterFixture.Wait(s_fault);
        foreach (var node in all)
        {
            node.PostgresProxy!.Heal();
            node.RedisProxy!.Heal();
        }

        var history = await load.EndAsync() with { Hindered = all[..(isHindered ? nodes : 0)].Select(node => node.Id).ToHashSet() };

        TestContext.Out.WriteLine(load.Summary(history));
        load.Violations(history).MustBeNone();
    }
}
