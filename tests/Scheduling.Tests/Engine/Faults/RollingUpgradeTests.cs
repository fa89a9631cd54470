using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Old hosts that go on saving after new ones have started: their schedules get the new ones' cancel keys.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RollingUpgradeTests : IAsyncDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private readonly Upgrade _upgrade = new();

    public ValueTask DisposeAsync() => _upgrade.DisposeAsync();

    [Test]
    public async Task What_an_old_host_saves_is_mended_soon_by_a_new_one_that_runs()
    {
        var old = await _upgrade.OldAsync("old");
        await _upgrade.SaveAsync(old, "before");
        var young = await _upgrade.NewAsync("new");

        await _upgrade.SaveAsync(old, "after");
        await _upgrade.Cluster.GoOnAsync(s_soon);

        young.Logs.Of(1305).Should().Equal("1 schedules of job remind had been saved by hosts with other cancel rules; their cancel keys were rebuilt.");
        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(2);
    }

    [Test]
    public async Task What_an_old_host_changes_is_mended_too_also_while_it_is_paused()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(young, "a", customer: 1);
        await _upgrade.Cluster.FinishAsync(young.Scheduler.PauseAsync("a"));

        await _upgrade.SaveAsync(old, "a", customer: 2);
        await _upgrade.Cluster.GoOnAsync(s_soon);

        (await _upgrade.SendAsync(young, Upgrade.OnlyNew, customer: 1)).Should().Be(0);
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew, customer: 2)).Should().Be(1);
    }

    [Test]
    public async Task An_event_that_only_the_new_hosts_know_finds_what_they_saved_at_once_and_what_old_ones_saved_once_it_is_mended()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(young, "new");
        await _upgrade.SaveAsync(old, "old");
        await _upgrade.SaveAsync(old, "both");

        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(1, "the rules that know the event have not been applied to the others yet");
        await _upgrade.Cluster.GoOnAsync(s_soon);

        (await old.ListAsync()).Select(schedule => schedule.Id).Should().Equal("both", "old");
        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(2);
    }

    [Test]
    public async Task An_event_that_both_know_finds_all_at_any_time()
    {
        var old = await _upgrade.OldAsync("old");
        await _upgrade.SaveAsync(old, "a");
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(old, "b");
        await _upgrade.SaveAsync(young, "c");

        (await _upgrade.SendAsync(young, Upgrade.Known)).Should().Be(3);
    }

    [Test]
    public async Task A_steady_stream_of_old_saves_is_mended_in_batches()
    {
        var old = await _upgrade.OldAsync("old");
        await _upgrade.NewAsync("new");
        _upgrade.Store.Calls.Clear();

        for (var i = 0; i < 300; i++)
        {
            await _upgrade.SaveAsync(old, $"{i}");
            await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMilliseconds(100));
        }

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromSeconds(6));
        _upgrade.Store.Count("open").Should().BeInRange(6, 8, "it looks every five seconds");
        (await _upgrade.SendAsync(old, Upgrade.OnlyNew)).Should().Be(300);
    }

    [Test]
    public async Task Of_a_hint_that_was_lost_the_leave_of_the_old_host_makes_up_for_it()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        _upgrade.LoseHintsOfSaves();
        await _upgrade.SaveAsync(old, "a");

        await _upgrade.StopAsync(old);
        await _upgrade.Cluster.GoOnAsync(s_soon);

        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task Of_an_old_host_that_was_killed_between_save_and_hint_the_next_start_mends_what_it_saved()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromHours(1));
        _upgrade.LoseHintsOfSaves();
        await _upgrade.SaveAsync(old, "a");
        _upgrade.Kill(old);
        _upgrade.Store.Calls.Clear();

        var next = await _upgrade.NewAsync("next");

        _upgrade.Store.Calls.Should().Equal("open", "replace_cancel_keys", "window");
        next.Logs.Of(1305).Should().ContainSingle();
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task A_quarter_of_an_hour_after_the_new_host_started_it_looks_once_more_for_what_it_was_not_told()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        _upgrade.LoseHintsOfSaves();
        await _upgrade.SaveAsync(old, "a");
        _upgrade.Kill(old);

        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromMinutes(16));

        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task A_mend_that_the_store_refuses_is_tried_again()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        var failures = 3;
        _upgrade.Store.Before = operation => operation is "open" or "replace_cancel_keys" && failures-- > 0 ? throw new IOException("Down.") : Task.CompletedTask;

        await _upgrade.SaveAsync(old, "a");
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromSeconds(10));

        young.Logs.Of(1307).Should().HaveCount(3);
        (await _upgrade.SendAsync(young, Upgrade.OnlyNew)).Should().Be(1);
    }

    [Test]
    public async Task With_the_same_rules_everywhere_there_is_no_statement_and_no_word_more()
    {
        var first = await _upgrade.NewAsync("first");
        var second = await _upgrade.NewAsync("second");
        _upgrade.Store.Calls.Clear();
        _upgrade.Cluster.Bus.Published.Clear();

        await _upgrade.SaveAsync(first, "a");
        await _upgrade.SaveAsync(second, "a", customer: 2);
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromDays(1));
        await _upgrade.StopAsync(second);
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromDays(1));

        _upgrade.Store.Calls.Should().Equal("save", "save", "save");
        _upgrade.Cluster.Bus.Published.Select(news => news.Kind).Should().Equal(
            SchedulingEventKind.Intent, SchedulingEventKind.ScheduleStart, SchedulingEventKind.Intent, SchedulingEventKind.Intent, SchedulingEventKind.ScheduleStart,
            SchedulingEventKind.Leave);
        _upgrade.WordsOfRules.Should().BeEmpty();
    }

    [Test]
    public async Task Once_all_have_the_same_rules_again_there_is_nothing_left_to_do()
    {
        var old = await _upgrade.OldAsync("old");
        var young = await _upgrade.NewAsync("new");
        await _upgrade.SaveAsync(old, "a");
        await _upgrade.Cluster.GoOnAsync(s_soon);
        await _upgrade.StopAsync(old);
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromHours(1));
        _upgrade.Store.Calls.Clear();
        _upgrade.Cluster.Bus.Published.Clear();

        await _upgrade.SaveAsync(young, "b");
        await _upgrade.Cluster.GoOnAsync(TimeSpan.FromDays(1));

        _upgrade.Store.Calls.Should().Equal("save");
        _upgrade.WordsOfRules.Should().BeEmpty();
    }
}
