using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Whose cancel rules are a job's while hosts differ: those of the host that has started last, until no host holds them any more.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OverruledHostsTests : IAsyncDisposable
{
    private static readonly TimeSpan s_afterALeave = TimeSpan.FromSeconds(12);

    private readonly Upgrade _upgrade = new();

    public ValueTask DisposeAsync() => _upgrade.DisposeAsync();

    [Test]
    public async Task An_old_host_that_restarts_in_the_middle_wins_until_it_leaves([Values] bool wasHeard)
    {
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(young, "a");
        _upgrade.Cluster.Bus.Loses = news => !wasHeard && news is { Kind: SchedulingEventKind.Hello, Rules: not null };
        var restarted = await _upgrade.OldAsync("old");
        _upgrade.Cluster.Bus.Loses = _ => false;
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(0, "it has started last");

        await _upgrade.StopAsync(restarted);
        await _upgrade.Cluster.GoOnAsync(s_afterALeave);

        young.Logs.Of(1301).Should().ContainSingle();
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task An_old_host_that_has_won_and_is_killed_is_noticed_by_its_silence()
    {
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(young, "a");
        var restarted = await _upgrade.OldAsync("old");
        _upgrade.Kill(restarted);

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(16));

        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task A_new_host_that_was_not_told_learns_that_it_was_overruled_when_it_saves()
    {
        var young = await _upgrade.NewAsync("new");
        _upgrade.Cluster.Bus.Loses = news => news.Rules is not null;
        var restarted = await _upgrade.OldAsync("old");
        _upgrade.Cluster.Bus.Loses = _ => false;
        await _upgrade.SaveAsync(young, "a");
        await _upgrade.Cluster.GoOnAsync(s_afterALeave);
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(0, "the old host is there, holds its rules, and has applied them");
        _upgrade.Kill(restarted);

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(16));

        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task Hosts_that_differ_do_not_take_a_job_from_each_other_again_and_again()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        var restarted = await _upgrade.OldAsync("old again");
        _upgrade.Store.Calls.Clear();
        _upgrade.Cluster.Bus.Published.Clear();

        foreach (var host in new[] { old, young, restarted })
        {
            await _upgrade.SaveAsync(host, $"{host.GetHashCode()}");
        }

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromDays(1));

        _upgrade.Store.Count("remember_fingerprint").Should().Be(0);
        _upgrade.Store.Count("open").Should().BeLessThanOrEqualTo(6, "what the new host saved is mended by the old ones");
        _upgrade.WordsOfRules.Count().Should().BeLessThan(400, "the overruled one asks every quarter of an hour, and two answer");
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(0);
    }

    [Test]
    public async Task While_one_of_several_old_hosts_is_left_they_keep_what_the_last_start_has_given_them()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        var restarted = await _upgrade.OldAsync("old again");
        await _upgrade.SaveAsync(young, "a");

        // The other old host had been overruled itself, and has heard that it is not any more.
        await _upgrade.StopAsync(restarted);
        await _upgrade.Cluster.GoOnAsync(s_afterALeave);
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(0);

        await _upgrade.StopAsync(old);
        await _upgrade.Cluster.GoOnAsync(s_afterALeave);
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task A_new_host_that_is_tried_out_and_taken_away_leaves_the_old_rules([Values] bool isKilled)
    {
        var old = await _upgrade.OldAsync("old");
        await _upgrade.SaveAsync(old, "a");
        var canary = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(canary, "b");
        if (isKilled)
        {
            _upgrade.Kill(canary);
        }
        else
        {
            await _upgrade.StopAsync(canary);
        }

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(16));

        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(0);
        (await _upgrade.SendAsync(old, Upgrade.Known)).Should().Be(2);
    }

    [Test]
    public async Task After_a_rollback_the_old_rules_are_those_of_all_schedules()
    {
        var first = await _upgrade.NewAsync("first");
        var second = await _upgrade.NewAsync("second");
        await _upgrade.SaveAsync(first, "a");
        var old = await _upgrade.OldAsync("old");
        await _upgrade.StopAsync(first);
        await _upgrade.SaveAsync(second, "b");
        await _upgrade.OldAsync("older");
        await _upgrade.StopAsync(second);

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(1));

        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(0);
        (await _upgrade.SendAsync(old, Upgrade.Known)).Should().Be(2);
    }

    [Test]
    public async Task Without_a_bus_nobody_takes_silence_for_an_answer()
    {
        var young = await _upgrade.NewAsync("new");
        await _upgrade.OldAsync("old");
        _upgrade.Cluster.Bus.Before = _ => throw new IOException("Down.");
        _upgrade.Store.Calls.Clear();

        await _upgrade.SaveAsync(young, "a");
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromHours(2));

        _upgrade.Store.Calls.Should().Equal(["save", "open", "replace_cancel_keys", "open"], "the old one has looked in its time, and the new one has not taken over");
    }

    [Test]
    public async Task Two_that_start_at_the_same_time_agree_on_one_of_them()
    {
        var seed = await _upgrade.OldAsync("seed");
        await _upgrade.SaveAsync(seed, "a");
        await _upgrade.StopAsync(seed);
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(young, "b");
        TaskCompletionSource held = new();
        var isHeld = false;
        _upgrade.Store.Before = operation => operation == "list" && !isHeld ? (isHeld = true, held.Task).Task : Task.CompletedTask;
        _upgrade.Cluster.HeldCalls = 1;

        // The old one has begun to rebuild when a new one starts; it goes on when that one has rebuilt all.
        var starting = _upgrade.OldAsync("old");
        await _upgrade.NewAsync("newer");
        _upgrade.Cluster.HeldCalls = 0;
        Inline.Complete(held);
        var old = await starting;
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(1));

        old.Logs.Of(1306).Should().ContainSingle();
        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(2);
    }
}
