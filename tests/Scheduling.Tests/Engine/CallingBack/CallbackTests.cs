using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.CallingBack;

/// <summary>Applications are told of the ends of runs.</summary>
internal sealed class CallbackTests
{
    private static readonly Recurrence s_once = Recurrence.Once(EngineHost.Start.AddMinutes(1));
    private readonly ConcurrentQueue<RunCallback> _told = new();

    [SetUp]
    public void Forget() => _told.Clear();

    [Test]
    public async Task A_run_that_fails_for_good_is_told_of_at_once_with_its_error()
    {
        await using var cluster = new Cluster();
        cluster.Probe.Body = static _ => throw new InvalidOperationException("No disk.");
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(2, TimeSpan.FromSeconds(1)).OnFailed(TellAsync).OnSucceeded(TellAsync));
        await cluster.SaveAsync(host, "s", s_once);

        await cluster.GoOnAsync(TimeSpan.FromSeconds(70));

        var told = _told.Should().ContainSingle().Subject;
        (told.ScheduleId, told.Job, told.Outcome, told.Occurrence, told.Attempt).Should().Be(("s", Cluster.Job, RunOutcome.Failed, EngineHost.Start.AddMinutes(1), 1));
        told.Error.Should().Contain("No disk.");
        told.RunId.Should().Be(cluster.Probe.Last.Run.RunId);
        cluster.Probe.Count.Should().Be(2, "the job itself is not run for it");
        var callback = (await RunsAsync(cluster)).Should().ContainSingle(run => run.Cause == RunCause.Callback).Subject;
        (callback.State, callback.CallbackOf).Should().Be((RunState.Succeeded, RunOutcome.Failed));
        (await host.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0));
    }

    [Test]
    public async Task A_callback_that_throws_is_retried_as_the_job_is_and_then_ends_untold()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(2, TimeSpan.FromSeconds(1)).OnFailed(TellAsync).OnSucceeded((callback, _) =>
        {
            _told.Enqueue(callback);
            throw new InvalidOperationException("Nobody listens.");
        }));
        await cluster.SaveAsync(host, "s", s_once);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        _told.Select(callback => (callback.Outcome, callback.Attempt)).Should().Equal((RunOutcome.Succeeded, 1), (RunOutcome.Succeeded, 2));
        _told.Select(callback => callback.IdempotencyKey).Distinct().Should().ContainSingle();
        (await RunsAsync(cluster)).Should().ContainSingle(run => run.Cause == RunCause.Callback).Which.State.Should().Be(RunState.Failed);
        (await host.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task Another_node_tells_of_a_run_whose_node_died_when_its_end_was_stored()
    {
        await using var cluster = new Cluster();
        var first = await cluster.AddAsync("a", configureJob: job => job.OnSucceeded(TellAsync));
        await cluster.SaveAsync(first, "s", s_once);
        await cluster.AddAsync("b", configureJob: job => job.OnSucceeded(TellAsync));
        var answer = new TaskCompletionSource();
        cluster.Store.After = operation =>
        {
            if (operation != "finish" || cluster.HeldCalls > 0)
            {
                return Task.CompletedTask;
            }

            cluster.Silence(first);
            cluster.HeldCalls = 1;
            return answer.Task;
        };

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Starts.Should().ContainSingle().Which.Node.Should().Be("a");
        _told.Should().ContainSingle().Which.Outcome.Should().Be(RunOutcome.Succeeded);
        (await RunsAsync(cluster)).Should().ContainSingle(run => run.Cause == RunCause.Callback).Which.Node.Should().StartWith("b");
        cluster.HeldCalls = 0;
        answer.SetResult();
    }

    [Test]
    public async Task A_lost_answer_to_the_end_of_a_run_loses_and_doubles_no_callback()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.OnSucceeded(TellAsync));
        var isLost = false;
        cluster.Store.After = operation => operation == "finish" && !isLost && (isLost = true) ? throw new TimeoutException("Lost.") : Task.CompletedTask;
        await cluster.SaveAsync(host, "s", s_once);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        _told.Should().ContainSingle();
        isLost.Should().BeTrue();
    }

    [Test]
    public async Task A_run_that_waits_is_told_of_when_its_schedule_is_deleted()
    {
        await using var cluster = new Cluster();
        cluster.Probe.Body = static _ => throw new InvalidOperationException("Later.");
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(2, TimeSpan.FromHours(1)).OnCancelled<Listener>(), jobs: null);
        await cluster.SaveAsync(host, "s", s_once);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));
        Listener.Told = TellAsync;

        await cluster.FinishAsync(host.Scheduler.DeleteAsync("s"));
        await cluster.SettleAsync();

        _told.Should().ContainSingle().Which.Outcome.Should().Be(RunOutcome.Cancelled);
    }

    [Test]
    public async Task One_job_follows_another()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", jobs: builder => builder
            .AddJob("import", static (_, _) => Task.CompletedTask, job => job.OnSucceeded((callback, token) => callback.Services.GetRequiredService<IScheduler>()
                .TriggerAsync("report", new TriggerOptions { IdempotencyKey = callback.IdempotencyKey }, token)))
            .AddJob("report", (run, token) => cluster.Probe.RunAsync("a", run, token)));
        await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition("report", "report", Recurrence.Once(EngineHost.Start.AddYears(1)))));
        await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition("import", "import", s_once)));

        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        cluster.Probe.Starts.Should().ContainSingle().Which.Run.Cause.Should().Be(RunCause.Triggered);
    }

    [Test]
    public async Task The_ends_of_runs_cancel_what_waits_for_them()
    {
        await using var cluster = new Cluster();
        cluster.Probe.Body = static _ => throw new InvalidOperationException("No.");
        var host = await cluster.AddAsync("a", jobs: builder => builder
            .AddJob("import", (run, token) => cluster.Probe.RunAsync("a", run, token), job => job.Retry(1).SendOutcomes())
            .AddJob<Follower>("report", static (_, _, _) => Task.CompletedTask, job => job.CancelOn("run/failed", "data.group")));
        foreach (var group in new[] { "g", "h" })
        {
            await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition(group, "report", Recurrence.Once(EngineHost.Start.AddYears(1))) { Payload = new Follower(group) }));
        }

        await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition("import", "import", s_once) { Group = "g" }));

        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        (await host.Scheduler.GetAsync("g")).Should().BeNull();
        (await host.Scheduler.GetAsync("h")).Should().NotBeNull();
    }

    [Test]
    public async Task A_callback_that_this_host_lacks_fails_and_says_what_to_do()
    {
        await using var cluster = new Cluster();
        var first = await cluster.AddAsync("a", configureJob: job => job.Retry(1).OnSucceeded(TellAsync));
        await cluster.SaveAsync(first, "s", s_once);
        cluster.Silence(first);
        await cluster.AddAsync("b", configureJob: job => job.Retry(1));

        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        _told.Should().BeEmpty();
        var callback = (await RunsAsync(cluster)).Should().ContainSingle(run => run.Cause == RunCause.Callback).Subject;
        callback.State.Should().Be(RunState.Failed);
        callback.Error.Should().Contain("Register OnSucceeded with the job on every host");
    }

    [Test]
    public async Task A_run_whose_payload_can_not_be_read_is_told_of()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", jobs: builder => builder.AddJob<Follower>("report", static (_, _, _) => Task.CompletedTask, job => job.OnFailed(TellAsync)));
        await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition("s", "report", s_once) { Payload = new Follower("g") }));
        var row = (await cluster.Store.GetAsync(["s"], CancellationToken.None)).Value.Single();
        await cluster.Store.SaveAsync([row.Definition with { Payload = "[]", ExpectedVersion = row.Version, State = row.State, NextDue = row.NextDue }], CancellationToken.None);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        var told = _told.Should().ContainSingle().Subject;
        (told.Outcome, told.PayloadJson).Should().Be((RunOutcome.Failed, "[]"));
        told.Invoking(callback => callback.Payload<Follower>()).Should().Throw<Errors.InvalidPayloadException>();
    }

    private static async Task<IReadOnlyList<StoredRun>> RunsAsync(Cluster cluster) =>
        (await cluster.Store.ListRunsAsync(new RunFilter(), null, 100, CancellationToken.None)).Value;

    private Task TellAsync(RunCallback callback, CancellationToken cancellationToken)
    {
        _told.Enqueue(callback);
        return Task.CompletedTask;
    }

    private sealed record Follower(string Group);

    private sealed class Listener : IRunCallback
    {
        public static Func<RunCallback, CancellationToken, Task> Told { get; set; } = static (_, _) => Task.CompletedTask;

        public Task RunAsync(RunCallback callback, CancellationToken cancellationToken) => Told(callback, cancellationToken);
    }
}
