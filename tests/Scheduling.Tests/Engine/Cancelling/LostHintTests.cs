using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>A stop from another node while the bus loses the word to the holder, the holder's answer, or both.</summary>
internal sealed class LostHintTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    private static IEnumerable<TestCaseData> Matrix =>
        from point in new[] { Point.AfterTheClaim, Point.BeforeTheThread, Point.InTheHandler, Point.BeforeTheFinish }
        from loses in new[] { "word", "ack", "both" }
        from stop in new[] { StopCall.Delete, StopCall.DeleteLeavingRunning, StopCall.Pause }
        select new TestCaseData(point, loses, stop);

    [TestCaseSource(nameof(Matrix))]
    public async Task A_stop_returns_when_the_lease_has_ended_at_the_latest(Point point, string loses, StopCall stop)
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var caller = await cluster.AddAsync("caller");
        var way = new Interruption(cluster, runner, point);
        cluster.Bus.Loses = news =>
            (loses != "ack" && news is { Kind: SchedulingEventKind.ScheduleCancel, RunId: not null })
            || (loses != "word" && news.Kind == SchedulingEventKind.Ack);
        await cluster.SaveAsync(runner, "a");
        await cluster.GoUntilAsync(() => way.IsReached);
        var claimedAt = cluster.Now;

        var call = stop.Make(caller.Scheduler, "a");
        await cluster.SettleAsync();
        call.IsCompleted.Should().BeFalse("nothing can have been heard from the holder");
        await cluster.GoToAsync(claimedAt + s_lease);
        var result = await cluster.FinishAsync(call);
        var startsAtReturn = cluster.Probe.Count;

        (result.Schedules, result.Asleep, result.StoppedBeforeStart + result.SignalledRunning).Should().Be((1, 0, 1));
        if (point == Point.InTheHandler)
        {
            result.SignalledRunning.Should().Be(1);
            await cluster.SettleAsync(() => stop.LeavesRunning() || cluster.Probe.Last.Token.IsCancellationRequested);
            cluster.Probe.Last.Run.StopReason.Should().Be(stop.LeavesRunning() ? StopReason.None : StopReason.Cancelled);
        }

        way.Release();
        cluster.Probe.Release();
        way.End();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));
        cluster.Probe.Count.Should().Be(startsAtReturn, "nothing starts after the call has returned");
    }

    [Test]
    public async Task A_call_that_gives_up_does_not_take_the_answer_from_another()
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var caller = await cluster.AddAsync("caller");
        var way = new Interruption(cluster, runner, Point.BeforeTheThread);
        await cluster.SaveAsync(runner, "a");
        await cluster.GoUntilAsync(() => way.IsReached);
        cluster.Silence(runner);
        using var impatient = new CancellationTokenSource();
        var pause = caller.Scheduler.PauseAsync("a", cancellationToken: impatient.Token);
        await cluster.SettleAsync();
        var delete = caller.Scheduler.DeleteAsync("a");
        await cluster.SettleAsync();

        await impatient.CancelAsync();
        await cluster.Awaiting(c => c.FinishAsync(pause)).Should().ThrowAsync<OperationCanceledException>();
        cluster.Revive(runner);

        (await cluster.FinishAsync(delete)).Should().Be(new CancelResult(1, 0, 1, 0));
    }

    [Test]
    public async Task A_stop_together_with_the_stop_of_the_host_tells_that_the_run_had_not_started()
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var way = new Interruption(cluster, runner, Point.BeforeTheThread);
        await cluster.SaveAsync(runner, "a");
        await cluster.GoUntilAsync(() => way.IsReached);
        cluster.Silence(runner);
        var stopping = runner.StopAsync();
        await runner.Sleeper.WokenOnceAsync();
        var delete = runner.Scheduler.DeleteAsync("a");
        cluster.Revive(runner);

        (await cluster.FinishAsync(delete)).Should().Be(new CancelResult(1, 0, 1, 0));
        way.Release();
        await cluster.FinishAsync(stopping);
        cluster.Probe.Count.Should().Be(0);
    }

    [Test]
    public async Task A_stop_of_which_the_holder_hears_before_its_caller_waits_returns_and_nothing_starts()
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var caller = await cluster.AddAsync("caller");
        var way = new Interruption(cluster, runner, Point.BeforeTheThread);
        await cluster.SaveAsync(runner, "a");
        await cluster.GoUntilAsync(() => way.IsReached);
        var answer = new TaskCompletionSource();
        cluster.HeldCalls++;
        cluster.Store.After = operation => operation == "stop" ? answer.Task : Task.CompletedTask;
        var delete = caller.Scheduler.DeleteAsync("a");
        await cluster.GoOnAsync(TimeSpan.FromSeconds(12));

        cluster.HeldCalls--;
        Inline.Complete(answer);
        var result = await cluster.FinishAsync(delete);
        way.Release();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        (result.Schedules, result.Asleep, result.StoppedBeforeStart + result.SignalledRunning).Should().Be((1, 0, 1));
        cluster.Probe.Count.Should().Be(0);
    }

    [Test]
    public async Task A_handler_may_delete_its_own_schedule_and_await_that()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var result = CancelResult.None;
        cluster.Probe.Body = async start => result = await host.Scheduler.DeleteAsync(start.Run.ScheduleId, RunningRuns.Leave);
        await cluster.SaveAsync(host, "a");

        await cluster.GoToAsync(EngineHost.Start.AddSeconds(59));
        cluster.Time.SetUtcNow(EngineHost.Start.AddMinutes(1));
        await cluster.SettleAsync(() => host.Shell.View.Running == 0 && cluster.Store.Count("finish") == 1);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        result.Should().Be(new CancelResult(1, 0, 0, 1));
        cluster.Probe.Count.Should().Be(1);
    }
}
