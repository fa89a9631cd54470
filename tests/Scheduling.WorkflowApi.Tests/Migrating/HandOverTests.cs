using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.WorkflowApi.Migrating;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Migrating;

internal sealed class HandOverTests
{
    private World _world = null!;

    [SetUp]
    public void Start() => _world = new World();

    [TearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task From_shadow_to_live_no_occurrence_is_run_twice_and_none_is_left_out()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("12:05"));
        (await _world.MigrateAsync(new MigrationOptions(Shadow: true))).WithFirst.Should().Be(0);
        await using (var api = await _world.StartAsync())
        {
            api.GoOnTo("12:05");
            (await _world.Saves.NextShadowAsync()).Occurrence.Should().Be(World.At("12:05"));
            await api.RunEndedAsync();
            (await _world.PollAtAsync("12:06")).Should().Be(1);
            api.GoOnTo("12:10");
            (await _world.Saves.NextShadowAsync()).Occurrence.Should().Be(World.At("12:10"));
            await api.RunEndedAsync();
            (await _world.PollAtAsync("12:11")).Should().Be(1);

            // From now on nobody polls; the shadow records what the poller does not run any more.
            api.GoOnTo("12:15");
            (await _world.Saves.NextShadowAsync()).Occurrence.Should().Be(World.At("12:15"));
            await api.RunEndedAsync();
        }

        _world.GoOnTo("12:17");
        (await _world.MigrateAsync()).Should().BeEquivalentTo(new { Started = 1, WithFirst = 1 });
        await using (var api = await _world.StartAsync())
        {
            (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("12:15"), "the poller still owed it");
            await api.RunEndedAsync();
            api.GoOnTo("12:20");
            (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("12:20"));
            await api.RunEndedAsync();
        }

        (await _world.ReadAsync(db => db.PolledRuns.OrderBy(run => run.Id).Select(run => run.Due).ToListAsync())).Should().Equal(World.At("12:05"), World.At("12:10"));
        (await _world.ReadAsync(db => db.Effects.CountAsync())).Should().Be(2);
        (await _world.ReadAsync(db => db.ShadowRuns.CountAsync())).Should().Be(3);
    }

    [Test]
    public async Task A_next_run_that_is_no_time_of_the_cron_is_run_by_itself()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("12:07"));
        (await _world.MigrateAsync()).WithFirst.Should().Be(1);

        await using var api = await _world.StartAsync();
        foreach (var time in new[] { "12:05", "12:07", "12:10" })
        {
            api.GoOnTo(time);
            if (time != "12:05")
            {
                (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At(time));
                await api.RunEndedAsync();
            }
        }

        (await _world.ReadAsync(db => db.Effects.CountAsync())).Should().Be(2);
    }

    [Test]
    public async Task What_was_overdue_for_long_is_run_once_as_the_poller_would_have()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("09:00"));
        await _world.MigrateAsync();

        await using var api = await _world.StartAsync();
        (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("09:00"));
        await api.RunEndedAsync();
        api.GoOnTo("12:05");
        (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("12:05"));
        await api.RunEndedAsync();
    }

    [Test]
    public async Task A_row_that_changes_while_in_shadow_is_followed()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("12:05"));
        await _world.MigrateAsync(new MigrationOptions(Shadow: true));
        await ChangeAsync("*/7 * * * *", World.At("12:07"), isEnabled: true);
        (await _world.MigrateAsync(new MigrationOptions(Shadow: true))).Started.Should().Be(1);
        (await _world.SchedulesAsync())["w/n"].NextDue.Should().Be(World.At("12:07"));

        await ChangeAsync("*/7 * * * *", World.At("12:07"), isEnabled: false);
        (await _world.MigrateAsync(new MigrationOptions(DryRun: true, Shadow: true))).Skipped.Should().ContainSingle();
        (await _world.SchedulesAsync()).Should().HaveCount(1);
        (await _world.MigrateAsync(new MigrationOptions(Shadow: true))).Skipped.Should().ContainSingle().Which.Reason.Should().Contain("its shadow is deleted");
        (await _world.SchedulesAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task What_is_live_does_not_go_back_into_shadow()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("12:05"));
        await _world.MigrateAsync();
        (await _world.MigrateAsync(new MigrationOptions(Shadow: true))).Should().BeEquivalentTo(new { Started = 0, Unchanged = 1 });

        await using var api = await _world.StartAsync();
        api.GoOnTo("12:05");
        (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("12:05"));
        await api.RunEndedAsync();
    }

    private Task<int> ChangeAsync(string cron, DateTimeOffset nextRun, bool isEnabled) => _world.ReadAsync(async db =>
    {
        var row = await db.PolledJobs.SingleAsync();
        (row.Cron, row.NextRun, row.Enabled) = (cron, nextRun, isEnabled);
        return await db.SaveChangesAsync();
    });
}
