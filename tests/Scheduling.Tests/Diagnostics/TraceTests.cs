using System.Diagnostics;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Diagnostics;

internal sealed class TraceTests
{
    [Test]
    public async Task Each_attempt_is_an_activity_linked_to_the_trace_that_saved_the_schedule()
    {
        var jobs = new ReminderJobs();
        var seen = new List<string?>();
        jobs.Does = (run, _) =>
        {
            seen.Add(Activity.Current?.Id);
            return run.Attempt == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        };
        await using var host = await new EngineHost(b => jobs.Register(b, job => job.Retry(2))).StartAsync();
        using var traces = new TraceLog("traced");
        using (var saving = new Activity("save").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await host.Scheduler.SaveAsync(Definition("traced"));
            await host.Scheduler.SaveAsync(Definition("another"));
            await host.GoOnAsync(TimeSpan.FromMinutes(90));

            var ended = await traces.FirstAsync(2);

            ended.Should().OnlyContain(activity => activity.OperationName == "run remind" && activity.Kind == ActivityKind.Consumer);
            ended.Should().OnlyContain(activity => activity.ParentId == null && activity.TraceId != saving.TraceId, "a run is no part of the save, which has long ended");
            ended.Select(activity => activity.Links.Single().Context.SpanId).Should().Equal(saving.SpanId, saving.SpanId);
            ended.Select(activity => activity.Links.Single().Context.TraceId).Should().Equal(saving.TraceId, saving.TraceId);
            ended.Select(activity => activity.GetTagItem("scheduling.run.attempt")).Should().Equal(1, 2);
            ended.Select(activity => activity.GetTagItem("scheduling.run.id")).Should().Equal(
                jobs.Runs.Where(run => run.ScheduleId == "traced").Select(run => (object)run.RunId));
            ended.Select(activity => activity.GetTagItem("scheduling.occurrence")).Should().Equal("2026-03-01T01:00:00.0000000Z", "2026-03-01T01:00:00.0000000Z");
            ended.Select(activity => activity.Status).Should().Equal(ActivityStatusCode.Error, ActivityStatusCode.Unset);
            ended.Select(activity => activity.GetTagItem("scheduling.attempt.end")).Should().Equal("failed", "succeeded");
            seen.Should().Contain(ended.Select(activity => activity.Id), "handlers run within it");
        }
    }

    [Test]
    public async Task Without_a_trace_at_the_save_there_is_no_link()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        using var traces = new TraceLog("alone");
        Activity.Current = null;
        await host.Scheduler.SaveAsync(Definition("alone"));
        await host.GoOnAsync(TimeSpan.FromHours(1));

        (await traces.FirstAsync(1)).Single().Links.Should().BeEmpty();
    }

    [Test]
    public async Task A_run_that_is_stopped_is_no_error()
    {
        var jobs = new ReminderJobs();
        jobs.Hang();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        using var traces = new TraceLog("stopped");
        await host.Scheduler.SaveAsync(Definition("stopped"));
        await jobs.BeginAsync(host, EngineHost.Start.AddHours(1), 1);

        await host.TurnUntilAsync(host.Scheduler.DeleteAsync("stopped"));
        await host.SettleAsync();

        var activity = (await traces.FirstAsync(1)).Single();
        (activity.Status, activity.GetTagItem("scheduling.attempt.end")).Should().Be((ActivityStatusCode.Unset, "stopped"));
    }

    private static ScheduleDefinition Definition(string id) => new(id, "remind", Recurrence.Cron("@hourly")) { Payload = new Reminder(1) };
}
