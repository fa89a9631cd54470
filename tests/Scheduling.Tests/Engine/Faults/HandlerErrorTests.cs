using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>What handlers throw, and what is stored of it.</summary>
internal sealed class HandlerErrorTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    [Test]
    public async Task A_handler_that_saves_a_payload_which_does_not_fit_has_failed_like_any_other()
    {
        await using var cluster = new Cluster();
        EngineHost? host = null;
        host = await cluster.AddAsync("a", jobs: b =>
        {
            b.AddJob(Cluster.Job, (run, token) => cluster.Probe.RunAsync("a", run, token), job => job.Retry(2));
            b.AddJob<DateTimeOffset>("other", (_, _, _) => Task.CompletedTask);
        });
        cluster.Probe.Body = start => host!.Scheduler.SaveAsync(
            new ScheduleDefinition("b", "other", Recurrence.Cron("@daily")) { Payload = "no time at all" }, start.Token);
        await cluster.SaveAsync(host, "a", Recurrence.Every(TimeSpan.FromHours(1), s_due));

        await cluster.GoToAsync(s_due.AddMinutes(5));

        cluster.Probe.Attempts.Should().Equal((s_due, 1), (s_due, 2));
        var schedule = (await host.Scheduler.GetAsync("a"))!;
        (schedule.State, schedule.Note, schedule.LastOutcome).Should().Be((ScheduleState.Active, null, RunOutcome.Failed));
        schedule.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0));
        schedule.LastError.Should().Contain(nameof(InvalidPayloadException));
        (host.Logs.Of(3001).Count(), host.Logs.Of(3003).Count()).Should().Be((2, 0));
        await cluster.GoToAsync(s_due.AddHours(1));
        cluster.Probe.Last.Run.Occurrence.Should().Be(s_due.AddHours(1), "it goes on with its next occurrence");
    }

    [Test]
    public async Task An_error_is_stored_without_what_databases_refuse_and_cut()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(1));
        var half = "\U0001F600"[0];
        cluster.Probe.Body = _ => throw new InvalidOperationException($"nul \0, half {half}, whole \U0001F600." + new string('x', 100_000));
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));

        await cluster.GoToAsync(s_due);

        var error = (await host.Scheduler.GetAsync("a"))!.LastError!;
        error.Should().StartWith("System.InvalidOperationException: nul \uFFFD, half \uFFFD, whole \U0001F600.xxx").And.EndWith("x…");
        error.Length.Should().Be(4_000);
    }
}
