using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Events;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>Carries out a node's store commands and brings back the answer, or the word that there was none.</summary>
internal sealed partial class StoreCaller(NodeSettings settings, CountingStore store, IEventBus bus, AttemptRunner runner, ILogger<StoreCaller> logger)
{
    private readonly RunHolder _holder = new(settings.Id, settings.Lease);
    private readonly bool _isBlind = store.IsShared && !bus.ReachesOtherProcesses;
    private int _isDown;
    private int _hasWarned;

    public async Task<NodeInput> CallAsync(NodeCommand.StoreCommand command)
    {
        try
        {
            var answer = await AskAsync(command).ConfigureAwait(false);
            if (_isDown != 0 && Interlocked.Exchange(ref _isDown, 0) != 0)
            {
                Unhurt.By(LogStoreIsBack);
            }

            Unhurt.By(() => Tell(answer));
            return answer;
        }
#pragma warning disable CA1031 // Whatever the store throws, the node tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (Interlocked.Exchange(ref _isDown, 1) == 0)
            {
                Unhurt.By(() => LogStoreIsDown(failure, command.GetType().Name));
            }

            return new NodeInput.StoreFailed(command);
        }
    }

    // Not cancellable: a node that stops still settles what it has begun, within the host's time for it.
    private async Task<NodeInput.StoreAnswered> AskAsync(NodeCommand.StoreCommand command)
    {
        var none = CancellationToken.None;
        switch (command)
        {
            case NodeCommand.ReadWindow read:
                var window = await store.ReadWindowAsync(read.Query, none).ConfigureAwait(false);
                return new NodeInput.WindowRead(read, window.Value, window.StoreNow);
            case NodeCommand.ReadDue read:
                var due = await store.ReadDueAsync(read.Query, none).ConfigureAwait(false);
                return new NodeInput.DueRead(read, due.Value, due.StoreNow);
            case NodeCommand.TakeOccurrences take:
                var claims = await store.ClaimAsync(take.Claims, _holder, none).ConfigureAwait(false);
                return new NodeInput.ClaimsAnswered(take, claims.Value, claims.StoreNow);
            case NodeCommand.TakeOverRuns take:
                var rescues = await store.RescueAsync(take.Rescues, _holder, settings.PoisonAfter, none).ConfigureAwait(false);
                return new NodeInput.RescuesAnswered(take, rescues.Value, rescues.StoreNow);
            case NodeCommand.RenewLeases renew:
                var renewals = await store.RenewAsync(
                    [.. renew.Runs.Select(run => new Renewal(run.RunId, run.Attempt, runner.HasStarted(run.RunId, run.Attempt)))],
                    settings.Lease,
                    none).ConfigureAwait(false);
                return new NodeInput.RenewalsAnswered(renew, renewals.Value, renewals.StoreNow);
            case NodeCommand.RecordCompletions record:
                var completions = await store.FinishAsync(record.Completions, settings.Retention, none).ConfigureAwait(false);
                return new NodeInput.CompletionsAnswered(record, completions.Value, completions.StoreNow);
            case NodeCommand.SetAside aside:
                var done = await store.SetAsideAsync(aside.ScheduleId, aside.Version, aside.Note, none).ConfigureAwait(false);
                return new NodeInput.SetAsideAnswered(aside, done.Value, done.StoreNow);
            default:
                throw new NotSupportedException($"There is no store operation for {command}.");
        }
    }

    private void Tell(NodeInput.StoreAnswered answer)
    {
        switch (answer)
        {
            case NodeInput.ClaimsAnswered claims when _isBlind:
                var other = claims.Take.Claims.Zip(claims.Results)
                    .Select(pair => pair.Second.Present is { } present && present.Version != pair.First.Version ? present.Owner : null)
                    .FirstOrDefault(owner => !string.IsNullOrEmpty(owner) && owner != settings.Id);
                if (other is not null && Interlocked.Exchange(ref _hasWarned, 1) == 0)
                {
                    LogSecondNode(other);
                }

                break;
            case NodeInput.CompletionsAnswered completions:
                for (var i = 0; i < completions.Results.Count; i++)
                {
                    if (!completions.Results[i].Recorded)
                    {
                        LogFenced(completions.Record.Completions[i].RunId, completions.Record.Completions[i].Attempt);
                    }
                }

                break;
            case NodeInput.RescuesAnswered rescues:
                for (var i = 0; i < rescues.Results.Count; i++)
                {
                    if (rescues.Results[i].Verdict == RescueVerdict.Poisoned)
                    {
                        LogPoisoned(rescues.Take.Rescues[i].RunId, rescues.Take.Rescues[i].Attempt);
                    }
                }

                break;
            case NodeInput.SetAsideAnswered { Done: true, SetAside: var aside }:
                LogSetAside(aside.ScheduleId, aside.Note);
                break;
        }
    }
}
