using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class RunListTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;
    private static readonly Recurrence s_hourly = Recurrence.Cron("@hourly");

    [Test]
    public async Task A_run_is_shown_while_it_is_open_and_as_it_ended()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await new EngineHost(jobs.Register, setup => setup.Options = options => options.Lease = TimeSpan.FromHours(1)).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", s_hourly) { Group = "g", Name = "n" });

        await jobs.BeginAsync(host, s_start.AddHours(1), 1);
        var open = (await host.ListRunsAsync()).Single();
        host.Time.SetUtcNow(s_start.AddHours(1.5));
        release.SetException(new InvalidOperationException("out of order"));
        await host.SettleAsync();
        var ended = (await host.ListRunsAsync()).Single();

        open.Should().BeEquivalentTo(new Run
        {
            Id = jobs.Runs.Single().RunId,
            ScheduleId = "a",
            Group = "g",
            Name = "n",
            Job = "plain",
            Occurrence = s_start.AddHours(1),
            Due = s_start.AddHours(1),
            State = RunState.Claimed,
            Attempt = 1,
            Node = open.Node,
            ClaimedAt = s_start.AddHours(1),
        });
        ended.Should().Be(open with { State = RunState.Failed, EndedAt = s_start.AddHours(1.5), Error = ended.Error });
        ended.Error.Should().Contain("out of order");
    }

    [TestCase(0)]
    [TestCase(200)]
    [TestCase(201)]
    public async Task All_are_listed_the_newest_first_page_by_page(int count)
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(Enumerable.Range(0, count).Select(n => new ScheduleDefinition($"{n}", "plain", Recurrence.Every(TimeSpan.FromHours(1)))));
        await host.GoOnAsync(TimeSpan.FromHours(1));
        host.Store.Calls.Clear();

        var runs = await host.ListRunsAsync();

        runs.Should().HaveCount(count).And.OnlyHaveUniqueItems();
        runs.Select(run => run.Id).Should().BeInDescendingOrder();
        host.Store.Count("list_runs").Should().Be((count / 200) + 1);
    }

    [Test]
    public async Task Pages_are_read_as_they_are_consumed()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 201).Select(n => new ScheduleDefinition($"{n}", "plain", s_hourly)));
        await host.GoOnAsync(TimeSpan.FromHours(1));

        await using var runs = host.Scheduler.ListRunsAsync().GetAsyncEnumerator();
        for (var n = 0; n < 200; n++)
        {
            (await runs.MoveNextAsync()).Should().BeTrue();
        }

        host.Store.Count("list_runs").Should().Be(1);
    }

    [Test]
    public async Task The_options_say_how_many_are_kept_and_how_long()
    {
        await using var host = await new EngineHost(
            new ReminderJobs().Register,
            setup => setup.Options = options => (options.KeepRuns, options.KeepRunsFor) = (2, TimeSpan.FromHours(10))).StartAsync();
        await host.Scheduler.SaveAsync(
        [
            new ScheduleDefinition("often", "plain", s_hourly),
            new ScheduleDefinition("once", "plain", Recurrence.Once(s_start.AddHours(2.5))),
        ]);

        await host.GoOnAsync(TimeSpan.FromHours(12));
        var before = await host.ListRunsAsync();
        await host.GoOnAsync(TimeSpan.FromHours(1));
        var after = await host.ListRunsAsync();

        before.Select(run => (run.ScheduleId, run.Occurrence)).Should().Equal(
            ("often", s_start.AddHours(12)), ("often", s_start.AddHours(11)), ("once", s_start.AddHours(2.5)));
        after.Select(run => (run.ScheduleId, run.Occurrence)).Should().Equal(("often", s_start.AddHours(13)), ("often", s_start.AddHours(12)));
        (await host.Scheduler.GetAsync("often"))!.Counts.Succeeded.Should().Be(13);
    }

    [Test]
    public async Task Filters_narrow_each_other()
    {
        var jobs = new ReminderJobs();
        jobs.Does = (run, _) => run.ScheduleId == "b" ? throw new InvalidOperationException("out of order") : Task.CompletedTask;
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(
        [
            new ScheduleDefinition("a", "plain", s_hourly) { Group = "g" },
            new ScheduleDefinition("b", "plain", s_hourly) { Group = "g" },
            new ScheduleDefinition("c", "remind", s_hourly) { Payload = new Reminder(1) },
        ]);
        await host.GoOnAsync(TimeSpan.FromHours(1));
        await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a"));

        (await IdsAsync(host, new RunFilter())).Should().Be("abc");
        (await IdsAsync(host, new RunFilter { ScheduleId = "a" })).Should().Be("a");
        (await IdsAsync(host, new RunFilter { Group = "g" })).Should().Be("ab");
        (await IdsAsync(host, new RunFilter { Job = "remind" })).Should().Be("c");
        (await IdsAsync(host, new RunFilter { State = RunState.Failed })).Should().Be("b");
        (await IdsAsync(host, new RunFilter { Group = "g", State = RunState.Succeeded })).Should().Be("a");
    }

    private static async Task<string> IdsAsync(EngineHost host, RunFilter filter) =>
        string.Concat((await host.ListRunsAsync(filter)).Select(run => run.ScheduleId).Order(StringComparer.Ordinal));
}
