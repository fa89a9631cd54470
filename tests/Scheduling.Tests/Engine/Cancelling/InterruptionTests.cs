using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>Every way to stop a schedule, coming in between at every point of an occurrence's way, on the node that runs it and on another.</summary>
internal sealed class InterruptionTests
{
    private static IEnumerable<TestCaseData> Matrix =>
        from point in Enum.GetValues<Point>()
        from call in Enum.GetValues<StopCall>()
        from fromElsewhere in new[] { false, true }
        select new TestCaseData(point, call, fromElsewhere);

    [TestCaseSource(nameof(Matrix))]
    public async Task Nothing_starts_after_a_stop_has_returned(Point point, StopCall stop, bool fromElsewhere)
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var caller = fromElsewhere ? await cluster.AddAsync("caller") : runner;
        var way = new Interruption(cluster, runner, point);
        Task<CancelResult>? call = null;
        way.AtFirstInstruction = () => call = stop.Make(caller.Scheduler, "a");

        var save = runner.Scheduler.SaveAsync(new ScheduleDefinition("a", Cluster.Job, Recurrence.Cron("* * * * *")) { Group = "g" });
        await ReachAsync(cluster, way, point);
        call ??= stop.Make(caller.Scheduler, "a");
        var result = await cluster.FinishAsync(call);
        var startsAtReturn = cluster.Probe.Count;
        var waiting = point.HasHandlerWaiting() ? cluster.Probe.Last : null;

        result.Should().Be(point.Result());
        if (waiting is not null && !stop.LeavesRunning())
        {
            await cluster.SettleAsync(() => waiting.Token.IsCancellationRequested);
            waiting.Run.StopReason.Should().Be(StopReason.Cancelled);
        }

        way.Release();
        await cluster.FinishAsync(save);
        await cluster.SettleAsync(() => stop.LeavesRunning() || cluster.Probe.HeldOn("runner") == 0);
        cluster.Probe.HeldOn("runner").Should().Be(waiting is not null && stop.LeavesRunning() ? 1 : 0);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));
        if (waiting is not null && stop.LeavesRunning())
        {
            waiting.Token.IsCancellationRequested.Should().BeFalse("it was to be left running");
        }

        cluster.Probe.Release();
        way.End();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Count.Should().Be(startsAtReturn, "nothing starts after the call has returned");
        await SleepsNoMoreAsync(cluster, runner, caller, stop, point);
    }

    private static async Task ReachAsync(Cluster cluster, Interruption way, Point point)
    {
        if (point == Point.Asleep)
        {
            await cluster.GoOnAsync(TimeSpan.FromSeconds(30));
        }
        else if (point == Point.WaitingForTheRetry)
        {
            await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);
            await cluster.GoOnAsync(TimeSpan.FromSeconds(2));
        }
        else
        {
            await cluster.GoUntilAsync(() => way.IsReached);
        }
    }

    private static async Task SleepsNoMoreAsync(Cluster cluster, EngineHost runner, EngineHost caller, StopCall stop, Point point)
    {
        new[] { runner, caller }.Should().OnlyContain(host => host.Shell.View.Sleeping == 0 && host.Sleeper.WakeAt == null, "no chain survives");
        runner.Logs.Of(1003).Concat(caller.Logs.Of(1003)).Should().BeEmpty();
        var stored = await caller.Scheduler.GetAsync("a");
        if (!stop.IsPause())
        {
            stored.Should().BeNull();
            return;
        }

        stored!.State.Should().Be(ScheduleState.Paused);
        var counts = stored.Counts;
        (counts.Succeeded + counts.Failed + counts.Cancelled).Should().Be(point.IsClaimed() ? 1 : 0, "each occurrence has one outcome");
        (counts.SkippedOverlap + counts.Missed).Should().Be(0);

        var before = cluster.Probe.Count;
        (await cluster.FinishAsync(caller.Scheduler.ResumeAsync("a"))).Should().BeTrue();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));
        cluster.Probe.Starts.Skip(before).Select(start => start.Run.Occurrence).Should().HaveCount(4, "one is caught up, and three follow")
            .And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }
}
