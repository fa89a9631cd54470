using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Cancelling;

/// <summary>
/// Deletes, pauses and cancels: stores it, tells the nodes, and returns when it is known of every claimed run whether it had started. From then on
/// none of them starts.
/// </summary>
internal sealed class StopSchedules(
    CountingStore store, NodeShell shell, HintPublisher hints, AckBoard acks, NodeClock clock, TimeProvider time, SchedulingMetrics metrics)
{
    public async Task<CancelResult> StopAsync(StopCommand command, CancellationToken cancellationToken)
    {
        var (result, storeNow) = await StoreAsync(command, cancellationToken).ConfigureAwait(false);
        return await ConfirmAsync(result, result.Schedules, storeNow, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the runs of schedules that have been stopped, and told of, before.</summary>
    /// <returns>Comes back when it is stored, with the wait for the runs' holders.</returns>
    public async Task<Task<CancelResult>> StopRunsAsync(StopCommand command, IReadOnlyList<StoppedSchedule> stopped)
    {
        var (result, storeNow) = await StoreAsync(command, CancellationToken.None).ConfigureAwait(false);
        return ConfirmAsync(result, stopped, storeNow, CancellationToken.None);
    }

    /// <summary>Stores it and tells the nodes, for those who need not know what has started: a host that starts can't hear it yet.</summary>
    public async Task StopWithoutWaitingAsync(StopCommand command, CancellationToken cancellationToken)
    {
        var (result, _) = await StoreAsync(command, cancellationToken).ConfigureAwait(false);
        await TellAsync(result).ConfigureAwait(false);
    }

    /// <summary>Tells the nodes of schedules that have been stopped.</summary>
    public Task TellAsync(StopAction action, IReadOnlyList<StoppedSchedule> stopped)
    {
        metrics.Stopped(action, stopped.Count);
        return TellAsync(new StopResult(stopped, [], []));
    }

    private async Task<CancelResult> ConfirmAsync(
        StopResult result, IReadOnlyList<StoppedSchedule> stopped, DateTimeOffset storeNow, CancellationToken cancellationToken)
    {
        var waits = result.Claimed.ToDictionary(run => run, run => acks.Await(run.Id));
        try
        {
            await TellAsync(result).ConfigureAwait(false);
            var started = await CountStartedAsync(waits, storeNow, cancellationToken).ConfigureAwait(false);
            var busy = result.Claimed.Concat(result.Waiting).Select(run => run.ScheduleId).ToHashSet(StringComparer.Ordinal);
            return new CancelResult(
                stopped.Count,
                stopped.Count(schedule => !busy.Contains(schedule.Id)),
                result.Claimed.Count - started + result.Waiting.Count,
                started);
        }
        finally
        {
            foreach (var run in result.Claimed)
            {
                acks.Forget(run.Id);
            }
        }
    }

    private async Task<StoreReply<StopResult>> StoreAsync(StopCommand command, CancellationToken cancellationToken)
    {
        var reply = await store.StopAsync(command, cancellationToken).ConfigureAwait(false);
        metrics.Stopped(command.Action, reply.Value.Schedules.Count);
        return reply;
    }

    private Task TellAsync(StopResult result)
    {
        // One that is paused until a time has another wake-up, and not none.
        shell.Post(new NodeInput.SchedulesStopped(result with { Schedules = [.. result.Schedules.Where(stopped => stopped.Head is null)] }));
        foreach (var stopped in result.Schedules.Where(stopped => stopped.Head is not null))
        {
            shell.Post(new NodeInput.ScheduleSaved(stopped.Id, stopped.Version, stopped.Head));
        }

        return hints.PublishAsync(
            [
                .. result.Schedules.Select(stopped => stopped.Head is { } head
                    ? News.ScheduleSaved(shell.NodeId, stopped.Id, stopped.Version, head)
                    : News.ScheduleStopped(shell.NodeId, stopped)),
                .. result.Claimed.Where(run => run.Node != shell.NodeId).Select(run => News.StopRun(shell.NodeId, run)),
            ]);
    }

    private async Task<int> CountStartedAsync(
        Dictionary<RunHead, Task<bool>> waits, DateTimeOffset storeNow, CancellationToken cancellationToken)
    {
        var started = 0;
        while (waits.Count > 0)
        {
            // Without a word from the holder, the end of the lease settles it: after that it can't start, and nobody else may take the run up.
            var leasesEnd = waits.Keys.Max(run => run.LeaseUntil) - storeNow;
            await WaitAsync(Task.WhenAll(waits.Values), leasesEnd, cancellationToken).ConfigureAwait(false);
            foreach (var (run, acknowledged) in waits.Where(wait => wait.Value.IsCompletedSuccessfully).ToArray())
            {
                started += await acknowledged.ConfigureAwait(false) ? 1 : 0;
                waits.Remove(run);
            }

            if (waits.Count > 0)
            {
                (var silentlyStarted, storeNow) = await AskStoreAsync(waits, cancellationToken).ConfigureAwait(false);
                started += silentlyStarted;
            }
        }

        return started;
    }

    private async Task<(int Started, DateTimeOffset StoreNow)> AskStoreAsync(
        Dictionary<RunHead, Task<bool>> waits, CancellationToken cancellationToken)
    {
        StoreReply<IReadOnlyList<RunHead>> reply;
        try
        {
            reply = await store.ReadRunsAsync([.. waits.Keys.Select(run => run.Id)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CancelUnconfirmedException(
                $"The schedules are stopped, but the holders of {waits.Count} claimed runs did not answer and the store can't be asked whether they have started. "
                + "Their leases end within the configured lease; after that none of them starts.",
                unreachable);
        }

        var started = 0;
        foreach (var run in waits.Keys.ToArray())
        {
            var present = reply.Value.FirstOrDefault(head => head.Id == run.Id);

            // A run that is not open any more has ended by itself: it had started, or its holder would have said otherwise.
            if (present is null || present.State != RunState.Claimed || present.Started)
            {
                started++;
                waits.Remove(run);
            }
            else if (present.LeaseUntil <= reply.StoreNow)
            {
                waits.Remove(run);
            }
            else
            {
                waits.Remove(run, out var acknowledged);
                waits.Add(present, acknowledged!);
            }
        }

        return (started, reply.StoreNow);
    }

    private async Task WaitAsync(Task acknowledged, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var until = clock.Now + atMost;
        while (!acknowledged.IsCompleted && clock.Now < until)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var left = until - clock.Now;

            // Delays count whole milliseconds, and cut off the rest: less than one would be none, again and again until it is over.
            var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left.TotalMilliseconds)));
            await Task.WhenAny(acknowledged, Task.Delay(wait, time, waiting.Token)).ConfigureAwait(false);
            waiting.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
