using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>Runs handlers: each in a scope of its own, behind its start gate, on the <see cref="IWorkQueue"/>. Tells how each attempt ended, exactly once.</summary>
internal sealed partial class AttemptRunner(
    IServiceScopeFactory scopes, JobRegistry jobs, NodeClock clock, IWorkQueue queue, SchedulingMetrics metrics, ILogger<AttemptRunner> logger)
{
    private readonly ConcurrentDictionary<(Guid, int), AttemptSlot> _slots = new();

    public Action<NodeInput> Tell { get; set; } = static _ => { };

    /// <summary>How an attempt gets a thread; tests hold it back here, between the claim and the gate.</summary>
    public Action<Action> Launch { get; set; } = queue.Run;

    public bool HasStarted(Guid runId, int attempt) => _slots.TryGetValue((runId, attempt), out var slot) && slot.Gate.HasPassed;

    public void Start(StoredRun run, DateTimeOffset trustUntil)
    {
        var slot = new AttemptSlot(run, trustUntil, queue);
        _slots[(run.Id, run.Attempt)] = slot;
        Launch(() => _ = RunAsync(slot));
    }

    public void ExtendTrust(Guid runId, int attempt, DateTimeOffset until)
    {
        if (_slots.TryGetValue((runId, attempt), out var slot))
        {
            slot.Gate.ExtendTrust(until);
        }
    }

    public void Stop(NodeCommand.StopAttempt stop)
    {
        var started = true;
        if (_slots.TryGetValue((stop.RunId, stop.Attempt), out var slot))
        {
            if (slot.Gate.TryClose())
            {
                started = false;
                End(slot, new AttemptResult(AttemptEnd.NotStarted, stop.Reason));
            }
            else if (!stop.OnlyBeforeStart)
            {
                slot.Signal(stop.Reason);
            }
        }

        if (stop.WantsWord)
        {
            Tell(new NodeInput.GateAnswered(stop.RunId, started));
        }
    }

    /// <summary>The node has stopped, and nobody renews leases any more: whatever still runs is told to end.</summary>
    public void Abandon()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Gate.TryClose();
            slot.Signal(StopReason.HostStopping);
        }
    }

    private async Task RunAsync(AttemptSlot slot)
    {
        if (!slot.Gate.TryPass(clock.Now))
        {
            if (slot.Gate.TryClose())
            {
                End(slot, new AttemptResult(AttemptEnd.NotStarted, StopReason.LeaseLost));
            }

            return;
        }

        var result = new AttemptResult(AttemptEnd.Threw, Error: "A fault outside the handler; see the log.");
        try
        {
            result = await InvokeAsync(slot).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A listener or a logger that throws must not keep the attempt from ending.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            metrics.Faulted();
            LogFault(fault, slot.Run.Id);
        }
        finally
        {
            End(slot, result);
        }
    }

    private async Task<AttemptResult> InvokeAsync(AttemptSlot slot)
    {
        var run = slot.Run;
        var started = clock.Now;
        using var activity = SchedulingActivity.StartRun(run);
        metrics.RunStarted(run.Job, clock.StoreNow - (run.Cause == RunCause.Due ? run.Due ?? run.Occurrence : run.ClaimedAt));
        var result = await InvokeAsync(slot, slot.Begin(started)).ConfigureAwait(false);
        metrics.RunEnded(run.Job, result.Kind, clock.Now - started);
        activity.SetResult(result);
        return result;
    }

    private async Task<AttemptResult> InvokeAsync(AttemptSlot slot, RunContext context)
    {
        var run = slot.Run;
        var job = jobs.Find(run.Job)!;
        object? payload;
        try
        {
            // A callback may tell of a payload that can't be read: who wants it reads it there.
            payload = run.CallbackOf is null ? job.ReadPayload(run.Payload) : null;
        }
        catch (InvalidPayloadException unreadable)
        {
            LogUnreadable(unreadable, run.Id, run.ScheduleId, run.Job);
            return new AttemptResult(AttemptEnd.Unreadable, Error: StoredText.Of(unreadable.Message));
        }

        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await (run.CallbackOf is null
                    ? job.InvokeAsync(scope.ServiceProvider, payload, context, slot.Token)
                    : job.CallBackAsync(scope.ServiceProvider, run, slot.Token)).ConfigureAwait(false);
            }

            return new AttemptResult(AttemptEnd.Returned);
        }
#pragma warning disable CA1031 // Whatever a handler throws is the outcome of its attempt.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            if (slot.StopReason != StopReason.None)
            {
                LogStopped(run.Id, run.ScheduleId, run.Job, run.Attempt, slot.StopReason);
                return new AttemptResult(
                    AttemptEnd.Stopped, slot.StopReason, thrown is OperationCanceledException ? null : StoredText.Of(thrown.ToString()));
            }

            LogFailed(thrown, run.Id, run.ScheduleId, run.Job, run.Attempt);
            return new AttemptResult(AttemptEnd.Threw, Error: StoredText.Of(thrown.ToString()));
        }
    }

    private void End(AttemptSlot slot, AttemptResult result)
    {
        // Told first: whoever finds no slot may rely on it that the node has heard of the end.
        Tell(new NodeInput.AttemptEnded(slot.Run.Id, slot.Run.Attempt, result));
        _slots.TryRemove((slot.Run.Id, slot.Run.Attempt), out _);
    }
}
