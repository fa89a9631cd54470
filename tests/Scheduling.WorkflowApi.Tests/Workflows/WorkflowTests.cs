using System.Net;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Workflows;

internal sealed class WorkflowTests
{
    private static readonly object s_three = new
    {
        title = "three",
        nodes = new object[]
        {
            new { key = "a", schedule = new { cron = "*/5 * * * *", payload = new { customerId = 1, text = "hello" } } },
            new { key = "b", schedule = new { every = "00:10:00", payload = new { customerId = 2 } } },
            new { key = "c", schedule = new { cron = "0 9 * * *", zone = "Europe/Paris", payload = new { customerId = 2 } } },
            new { key = "d" },
        },
    };

    private World _world = null!;
    private ApiHost _api = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _world = new World();
        _api = await _world.StartAsync();
        await _api.PutAsync("/workflows/w", s_three);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _api.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Test]
    public async Task The_nodes_of_a_workflow_have_their_schedules()
    {
        (await _api.NextDueAsync("w")).Should().Equal(new Dictionary<string, DateTimeOffset?>
        {
            ["a"] = World.At("12:05"),
            ["b"] = World.At("12:11"),
            ["c"] = World.At("08:00").AddDays(1),
            ["d"] = null,
        });
        (await _api.GetAsync("/health")).GetProperty("hasStarted").GetBoolean().Should().BeTrue();
        await _api.GetAsync("/workflows/none", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_is_due_runs_and_is_listed()
    {
        _api.GoOnTo("12:05");

        var effect = await _world.Saves.NextEffectAsync();
        (effect.WorkflowId, effect.NodeKey, effect.Occurrence, effect.Text).Should().Be(("w", "a", World.At("12:05"), "hello"));
        var runs = await _api.GetAsync("/runs?workflow=w");
        runs[0].GetProperty("scheduleId").GetString().Should().Be("w/a");
        runs[0].GetProperty("occurrence").GetDateTimeOffset().Should().Be(World.At("12:05"));
        (await _api.GetAsync("/runs?workflow=other")).GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task Nodes_that_vanish_and_nodes_without_a_schedule_any_more_are_cancelled()
    {
        var change = await _api.PutAsync("/workflows/w", new { nodes = new object[] { new { key = "a", schedule = new { cron = "*/7 * * * *" } }, new { key = "c" } } });

        change.GetProperty("removed").EnumerateArray().Select(key => key.GetString()).Should().Equal("b", "d");
        change.GetProperty("cancelled").GetProperty("schedules").GetInt32().Should().Be(2);
        (await _api.NextDueAsync("w")).Should().Equal(new Dictionary<string, DateTimeOffset?> { ["a"] = World.At("12:07"), ["c"] = null });
        (await _world.SchedulesAsync()).Keys.Should().Equal("w/a");
    }

    [Test]
    public async Task A_put_that_the_library_refuses_changes_nothing()
    {
        var before = await _world.SchedulesAsync();

        var problem = await _api.PutAsync(
            "/workflows/w",
            new { nodes = new object[] { new { key = "new", schedule = new { every = "00:01:00" } }, new { key = "bad", schedule = new { cron = "0 9 * * *", zone = "Mars/Olympus_Mons" } } } },
            HttpStatusCode.BadRequest);

        problem.GetProperty("detail").GetString().Should().StartWith("The time zone \"Mars/Olympus_Mons\" is not known.");
        await MustBeAsBeforeAsync(before);
    }

    [Test]
    public async Task A_put_that_fails_after_its_schedules_were_changed_changes_nothing([Values] bool isConflict)
    {
        var before = await _world.SchedulesAsync();
        _world.Saves.Fail = _ => isConflict ? new DbUpdateConcurrencyException() : new InvalidOperationException("The database is gone.");

        await _api.PutAsync(
            "/workflows/w", new { nodes = new[] { new { key = "new", schedule = new { every = "00:01:00" } } } },
            isConflict ? HttpStatusCode.Conflict : HttpStatusCode.InternalServerError);

        _world.Saves.Fail = _ => null;
        await MustBeAsBeforeAsync(before);
        _api.GoOnTo("12:05");
        (await _world.Saves.NextEffectAsync()).NodeKey.Should().Be("a");
    }

    [Test]
    public async Task A_workflow_goes_with_its_schedules_and_leaves_those_of_others()
    {
        await _api.PutAsync("/workflows/other", s_three);

        var change = await _api.DeleteAsync("/workflows/w");

        change.GetProperty("cancelled").GetProperty("schedules").GetInt32().Should().Be(3);
        (await _world.SchedulesAsync()).Keys.Should().Equal("other/a", "other/b", "other/c");
        (await _world.ReadAsync(db => db.Nodes.Select(node => node.WorkflowId).Distinct().ToListAsync())).Should().Equal("other");
        await _api.DeleteAsync("/workflows/w", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_schedule_is_paused_and_resumed()
    {
        var paused = await _api.PostAsync("/workflows/w/nodes/a/schedule/toggle", new { enabled = false });
        (paused.GetProperty("node").GetProperty("state").GetString(), paused.GetProperty("stopped").GetProperty("schedules").GetInt32()).Should().Be(("Paused", 1));
        _api.GoOnTo("12:05");
        (await _api.GetAsync("/runs?workflow=w")).GetArrayLength().Should().Be(0);

        var resumed = await _api.PostAsync("/workflows/w/nodes/a/schedule/toggle", new { enabled = true });
        resumed.GetProperty("node").GetProperty("state").GetString().Should().Be("Active");
        (await _world.Saves.NextEffectAsync()).Occurrence.Should().Be(World.At("12:05"), "the latest that was missed is caught up");
        await _api.PostAsync("/workflows/w/nodes/d/schedule/toggle", new { enabled = true }, HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_schedule_of_a_node_is_saved_and_deleted_by_itself()
    {
        var saved = await _api.PutAsync("/workflows/w/nodes/d/schedule", new { at = "2026-03-02T12:02:00Z", payload = new { text = "once" } });
        saved.GetProperty("nextDue").GetDateTimeOffset().Should().Be(World.At("12:02"));
        await _api.PutAsync("/workflows/w/nodes/none/schedule", new { every = "00:01:00" }, HttpStatusCode.NotFound);
        (await _api.DeleteAsync("/workflows/w/nodes/a/schedule")).GetProperty("schedules").GetInt32().Should().Be(1);

        _api.GoOnTo("12:05");

        (await _world.Saves.NextEffectAsync()).Text.Should().Be("once");
        (await _api.NextDueAsync("w"))["a"].Should().BeNull();
    }

    [Test]
    public async Task An_event_cancels_the_schedules_of_its_customer()
    {
        var cancelled = await _api.PostAsync("/events/customer/deleted", new { customerId = 2 });

        cancelled.GetProperty("schedules").GetInt32().Should().Be(2);
        (await _world.SchedulesAsync()).Keys.Should().Equal("w/a");
        (await _api.PostAsync("/events/customer/deleted", new { customerId = 3 })).GetProperty("schedules").GetInt32().Should().Be(0);
    }

    private async Task MustBeAsBeforeAsync(Dictionary<string, Schedules.Schedule> before)
    {
        (await _world.SchedulesAsync()).Should().BeEquivalentTo(before);
        (await _world.ReadAsync(db => db.Nodes.Select(node => node.Key).ToListAsync())).Should().BeEquivalentTo("a", "b", "c", "d");
    }
}
