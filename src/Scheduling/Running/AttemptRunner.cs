using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>Runs handlers: each in a scope of its own, behind its start gate, on the thread pool. Tells how each attempt ended, exactly once.</summary>
internal sealed partial class AttemptRunner(
    IServiceScopeFactory scopes, JobRegistry jobs, NodeClock clock, SchedulingMetrics metrics, ILogger<AttemptRunner> logger)
{
    private const int LongestError = 4_000;

    private readonly ConcurrentDictionary<(Guid, int), AttemptSlot> _slots = new();

    public Action<NodeInput> Tell { get; set; } = static _ => { };

    /// <summary>How an attempt gets a thread; tests hold it back here, between the claim and the gate.</summary>
    public Action<Action> Launch { get; set; } = static work => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);

    public bool HasStarted(Guid runId, int attempt) => _slots.TryGetValue((runId, attempt), out var slot) && slot.Gate.HasPassed;

    public void Start(StoredRun run, DateTimeOffset trustUntil)
    {
        var slot = new AttemptSlot(run, trustUntil);
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

        var started = clock.Now;
        using var activity = SchedulingActivity.StartRun(slot.Run);
        metrics.RunStarted(slot.Run.Job, clock.StoreNow - slot.Run.Occurrence);
        var result = await InvokeAsync(slot, slot.Begin(started)).ConfigureAwait(false);
        metrics.RunEnded(slot.Run.Job, result.Kind, clock.Now - started);
        activity.SetResult(result);
        End(slot, result);
    }

    private async Task<AttemptResult> InvokeAsync(AttemptSlot slot, RunContext context)
    {
        var run = slot.Run;
        try
        {
            var job = jobs.Find(run.Job) ?? throw new UnknownJobException($"The job '{run.Job}' is not registered here. Register it with AddJob.");
            var payload = job.ReadPayload(run.Payload);
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await job.InvokeAsync(scope.ServiceProvider, payload, context, slot.Token).ConfigureAwait(false);
            }

            return new AttemptResult(AttemptEnd.Returned);
        }
        catch (InvalidPayloadException unreadable)
        {
            LogUnreadable(unreadable, run.Id, run.ScheduleId, run.Job);
            return new AttemptResult(AttemptEnd.Unreadable, Error: unreadable.Message);
        }
#pragma warning disable CA1031 // Whatever a handler throws is the outcome of its attempt.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            if (slot.StopReason != StopReason.None)
            {
                LogStopped(run.Id, run.ScheduleId, run.Job, run.Attempt, slot.StopReason);
                return new AttemptResult(AttemptEnd.Stopped, slot.StopReason, thrown is OperationCanceledException ? null : Describe(thrown));
            }

            LogFailed(thrown, run.Id, run.ScheduleId, run.Job, run.Attempt);
            return new AttemptResult(AttemptEnd.Threw, Error: Describe(thrown));
        }
    }

    // What is stored of an error is for people; the log has it whole.
    private static string Describe(Exception thrown)
    {
        var text = thrown.ToString();
        return text.Length <= LongestError ? text : text[..LongestError] + "…";
    }

    private void End(AttemptSlot slot, AttemptResult result)
    {
        _slots.TryRemove((slot.Run.Id, slot.Run.Attempt), out _);
        Tell(new NodeInput.AttemptEnded(slot.Run.Id, slot.Run.Attempt, result));
    }
}
