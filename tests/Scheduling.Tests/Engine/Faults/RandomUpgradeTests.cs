using FluentAssertions;
using NUnit.Framework;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Upgrades in which old and new hosts start, save, stop and die in any order.</summary>
internal sealed class RandomUpgradeTests
{
    [Test]
    public async Task When_only_new_hosts_are_left_every_schedule_goes_by_their_rules([Range(1, 60)] int seed)
    {
        var (schedules, found, _) = await RunAsync(seed, hasFaults: false);

        found.Should().Be(schedules);
    }

    [Test]
    public async Task Whatever_was_killed_or_lost_the_next_start_makes_every_schedule_go_by_its_rules([Range(101, 160)] int seed)
    {
        var (schedules, _, afterStart) = await RunAsync(seed, hasFaults: true);

        afterStart.Should().Be(schedules);
    }

    private static async Task<(int Schedules, int Found, int AfterStart)> RunAsync(int seed, bool hasFaults)
    {
        Random random = new(seed);
        await using Upgrade upgrade = new();
        List<(EngineHost Host, bool IsOld)> hosts = [(await upgrade.OldAsync("h0"), true)];
        if (hasFaults)
        {
            upgrade.Cluster.Bus.Loses = news => news.Rules is not null && random.Next(3) == 0;
        }

        var saved = new HashSet<string>();
        for (var step = 1; step <= 40; step++)
        {
            switch (random.Next(10))
            {
                case < 5 when hosts.Count > 0:
                    var id = $"s{random.Next(12)}";
                    saved.Add(id);
                    await upgrade.SaveAsync(hosts[random.Next(hosts.Count)].Host, id, customer: 1 + (step % 2));
                    break;
                case < 7 when hosts.Count < 5:
                    // New ones become more likely as the upgrade goes on.
                    var isOld = random.Next(40) > step;
                    hosts.Add((await (isOld ? upgrade.OldAsync($"h{step}") : upgrade.NewAsync($"h{step}")), isOld));
                    break;
                case < 8 when hosts.Count > 1:
                    await EndAsync(upgrade, hosts, random.Next(hosts.Count), hasFaults && random.Next(2) == 0);
                    break;
                default:
                    await upgrade.Cluster.GoOnAsync(TimeSpan.FromSeconds(random.Next(3) == 0 ? 1_200 : random.Next(20)));
                    break;
            }
        }

        if (hosts.All(host => host.IsOld))
        {
            hosts.Add((await upgrade.NewAsync("last"), false));
        }

        for (var i = hosts.Count - 1; i >= 0; i--)
        {
            if (hosts[i].IsOld)
            {
                await EndAsync(upgrade, hosts, i, hasFaults && random.Next(2) == 0);
            }
        }

        await upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(40));
        var found = await CountAsync(upgrade, hosts[0].Host);
        var next = await upgrade.NewAsync("next");
        return (saved.Count, found, await CountAsync(upgrade, next));
    }

    private static async Task EndAsync(Upgrade upgrade, List<(EngineHost Host, bool IsOld)> hosts, int index, bool isKilled)
    {
        var host = hosts[index].Host;
        hosts.RemoveAt(index);
        if (isKilled)
        {
            upgrade.Kill(host);
        }
        else
        {
            await upgrade.StopAsync(host);
        }
    }

    // Looked up as an event would, but left as they are.
    private static async Task<int> CountAsync(Upgrade upgrade, EngineHost host)
    {
        var count = 0;
        foreach (var schedule in await host.ListAsync())
        {
            var row = (await upgrade.Store.GetAsync([schedule.Id], CancellationToken.None)).Value.Single();
            count += row.Definition.CancelKeys.Count(key => key.StartsWith(Upgrade.OnlyNew, StringComparison.Ordinal));
        }

        return count;
    }
}
