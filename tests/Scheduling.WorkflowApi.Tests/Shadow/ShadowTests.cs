using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.WorkflowApi.Migrating;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Shadow;

internal sealed class ShadowTests
{
    private World _world = null!;

    [SetUp]
    public void Start() => _world = new World();

    [TearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task What_both_have_is_alike_and_what_one_has_is_listed()
    {
        await _world.AddPolledAsync("*/5 * * * *", World.At("12:05"));
        await _world.MigrateAsync(new MigrationOptions(Shadow: true));
        await using (var api = await _world.StartAsync())
        {
            api.GoOnTo("12:05");
            await _world.Saves.NextShadowAsync();
            await api.RunEndedAsync();
            await _world.PollAtAsync("12:06");
            (await CompareAsync("12:08")).Should().Be((0, "1 occurrences alike; the poller was up to 60.0 s late, the schedules up to 0.0 s", "0 differences"));

            // The poller finds two times overdue, and runs the first of them only.
            api.GoOnTo("12:10");
            await _world.Saves.NextShadowAsync();
            await api.RunEndedAsync();
            api.GoOnTo("12:15");
            await _world.Saves.NextShadowAsync();
            await api.RunEndedAsync();
            await _world.PollAtAsync("12:16");
        }

        await _world.PollAtAsync("12:20");
        (await CompareAsync("12:21")).Should().Be(
            (3, "2 occurrences alike; the poller was up to 360.0 s late, the schedules up to 0.0 s", "1 differences"), "12:20 is too young to be judged");
        var (_, output) = await _world.CommandAsync("compare-shadow");
        output.Should().EndWith($"  w/n at 2026-03-02 12:15:00Z: only the schedule was due{Environment.NewLine}");

        _world.GoOnTo("12:22");
        (_, output) = await _world.CommandAsync("compare-shadow");
        output.Should().EndWith($"  w/n at 2026-03-02 12:20:00Z: only the poller has run it{Environment.NewLine}");
    }

    [Test]
    public async Task A_host_in_shadow_mode_only_records()
    {
        await using var api = await _world.StartAsync("--Shadow=true");
        await api.PutAsync("/workflows/w", new { nodes = new[] { new { key = "n", schedule = new { cron = "*/5 * * * *" } } } });
        api.GoOnTo("12:05");

        var recorded = await _world.Saves.NextShadowAsync();

        (recorded.ScheduleId, recorded.Occurrence, recorded.StartedAt).Should().Be(("w/n", World.At("12:05"), World.At("12:05")));
        (await _world.ReadAsync(db => db.Effects.CountAsync())).Should().Be(0);
    }

    private async Task<(int Code, string First, string Second)> CompareAsync(string time)
    {
        _world.GoOnTo(time);
        var (code, output) = await _world.CommandAsync("compare-shadow");
        var lines = output.Split(Environment.NewLine);
        return (code, lines[0], lines[1]);
    }
}
