using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Polling;
using Scheduling.WorkflowApi.Tests.Hosts;

namespace Scheduling.WorkflowApi.Tests.Migrating;

internal sealed class SeededMigrationTests
{
    private static readonly long[] s_bad = [26, 52, 76, 102, 126, 151, 152, 176];

    private World _world = null!;

    [SetUp]
    public async Task SeedAsync()
    {
        _world = new World();
        (await _world.CommandAsync("seed-polling")).Should().Be((0, $"200 rows in scheduled_jobs{Environment.NewLine}"));
    }

    [TearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task Every_enabled_row_that_can_be_read_is_started_and_the_others_are_told_with_their_reason()
    {
        var (code, output) = await _world.CommandAsync("migrate-from-polling");

        code.Should().Be(3, "rows must be looked at");
        output.Should().Contain("started 172, 10 of them").And.Contain("unchanged 0").And.Contain("skipped 28, 8 of them")
            .And.Contain("  row 5: It is switched off.")
            .And.Contain("  row 26: The cron expression \"61 * * * *\" can't be read")
            .And.Contain("  row 52: The time zone \"Mars/Olympus_Mons\" is not known.")
            .And.Contain("  row 76: Schedule 'flow-08/node-06' names the job 'send-fax', which is not registered here.")
            .And.Contain("  row 102: Its payload can't be read")
            .And.Contain("  row 126: The cron expression \"0 0 30 2 *\" never fires")
            .And.Contain("  row 151: The node node-10 of flow-15 has an earlier row.")
            .And.Contain("  row 152: It has no next_run")
            .And.Contain("  row 176: It belongs to the node node-06 of deleted, which does not exist.");
        await MustContinueAsync();
    }

    [Test]
    public async Task A_second_run_changes_nothing()
    {
        await _world.MigrateAsync();
        var before = await _world.SchedulesAsync();

        var report = await _world.MigrateAsync();

        (report.Started, report.Unchanged, report.Skipped.Count).Should().Be((0, 172, 28));
        (await _world.SchedulesAsync()).Should().BeEquivalentTo(before);
    }

    [Test]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        var (code, output) = await _world.CommandAsync("migrate-from-polling", "--dry-run");

        code.Should().Be(3);
        output.Should().Contain("would be started 172, 10 of them").And.Contain("skipped 28, 8 of them");
        (await _world.SchedulesAsync()).Should().BeEmpty();
        (await _world.ReadAsync(db => db.MigratedJobs.CountAsync())).Should().Be(0);
    }

    [Test]
    public async Task One_that_fails_in_the_middle_is_completed_by_the_next([Values(1, 60, 150)] int rows)
    {
        _world.Saves.Fail = db => db.ChangeTracker.Entries<MigratedJob>().Any(entry => entry.Entity.PolledId >= rows) ? new IOException("The disk is gone.") : null;
        (await _world.CommandAsync("migrate-from-polling")).Should().Be((1, $"The disk is gone. What had been done by then stays; run the command again.{Environment.NewLine}"));
        _world.Saves.Fail = _ => null;
        var before = await _world.SchedulesAsync();
        var marked = await _world.ReadAsync(db => db.MigratedJobs.Select(row => row.ScheduleId).ToListAsync());
        before.Keys.Where(id => !id.EndsWith("#first", StringComparison.Ordinal)).Should().BeEquivalentTo(marked, "a schedule and the mark of its row are stored together");

        var report = await _world.MigrateAsync();

        (report.Started + report.Unchanged, report.Unchanged).Should().Be((172, marked.Count));
        var after = await _world.SchedulesAsync();
        after.Where(schedule => before.ContainsKey(schedule.Key)).Should().BeEquivalentTo(before);
        await MustContinueAsync();
    }

    [Test]
    public async Task What_was_deleted_or_changed_since_is_left_alone()
    {
        await _world.MigrateAsync();
        await using (var api = await _world.StartAsync())
        {
            await api.DeleteAsync("/workflows/flow-01");
            await api.PutAsync("/workflows/flow-02/nodes/node-02/schedule", new { every = "02:00:00" });
        }

        await _world.ReadAsync(async db =>
        {
            (await db.PolledJobs.SingleAsync(row => row.Id == 33)).Cron = "1 1 * * *";
            return await db.SaveChangesAsync();
        });

        var report = await _world.MigrateAsync();

        report.Started.Should().Be(0);
        report.Skipped.Single(row => row.Id == 33).Reason.Should().StartWith("It was changed after it had been taken over.");
        var schedules = await _world.SchedulesAsync();
        schedules.Values.Should().NotContain(schedule => schedule.Group == "flow-01");
        schedules["flow-02/node-02"].Recurrence!.Period.Should().Be(TimeSpan.FromHours(2));
    }

    [Test]
    public async Task A_schedule_that_is_there_already_is_not_replaced()
    {
        await using (var api = await _world.StartAsync())
        {
            await api.PutAsync("/workflows/flow-01/nodes/node-02/schedule", new { every = "02:00:00" });
        }

        var report = await _world.MigrateAsync();

        report.Started.Should().Be(171);
        report.Skipped.Single(row => row.Id == 2).Reason.Should().Contain("has a schedule that does not come from here");
    }

    [Test]
    public async Task Without_bad_rows_the_command_succeeds()
    {
        await _world.ReadAsync(db => db.PolledJobs.Where(row => s_bad.Contains(row.Id)).ExecuteDeleteAsync());

        (await _world.CommandAsync("migrate-from-polling")).Code.Should().Be(0);
    }

    // What a row still owes is due at its next_run, and after it what its cron says.
    private async Task MustContinueAsync()
    {
        var schedules = await _world.SchedulesAsync();
        var rows = await _world.ReadAsync(db => db.PolledJobs.Where(row => row.Enabled).ToListAsync());
        foreach (var row in rows.Where(row => !s_bad.Contains(row.Id)))
        {
            var own = schedules[$"{row.Workflow}/{row.Node}"];
            var first = schedules.GetValueOrDefault($"{row.Workflow}/{row.Node}#first");
            new[] { own, first }.OfType<Schedule>().Min(schedule => schedule.NextDue).Should().Be(row.NextRun, "row {0}", row.Id);
            own.NextDue.Should().Be(first is null ? row.NextRun : OldPoller.Next(row.Cron, row.Zone, _world.Time.GetUtcNow()), "row {0}", row.Id);
        }

        schedules.Values.Count(schedule => schedule.Name!.EndsWith("#first", StringComparison.Ordinal)).Should().Be(10);
        schedules.Should().HaveCount(182);
    }
}
