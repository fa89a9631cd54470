using System.Net.Sockets;
using Scheduling.Schedules;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Stores;

/// <summary>One process's connection to the store: what it asks takes its time, may be lost on either way, and may be carried out when nobody waits for it any more.</summary>
internal sealed class StoreLink(World world, Process process, IScheduleStore store) : IScheduleStore
{
    public string System => store.System;

    public bool IsShared => store.IsShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        CallAsync(s => s.OpenAsync(fingerprints, default));

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        CallAsync(s => s.ReplaceCancelKeysAsync(keys, default));

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        CallAsync(s => s.RememberFingerprintAsync(job, fingerprint, isRebuilt, default));

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        CallAsync(s => s.ReadWindowAsync(query, default));

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) => CallAsync(s => s.ReadDueAsync(query, default));

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        world.Ledger.Asked(process.Name, claims);
        return CallAsync(s => ClaimFreeAsync(s, claims, holder), results => world.Ledger.Heard(process.Name, claims, results));
    }

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        CallAsync(s => s.RenewAsync(renewals, lease, default));

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        CallAsync(s => s.RescueAsync(rescues, holder, poisonAfter, default));

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        CallAsync(s => s.FinishAsync(completions, retention, default));

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        CallAsync(s => s.SaveAsync(writes, default));

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken)
    {
        var tag = CallTag.Current;
        return CallAsync(s =>
        {
            var reply = s.StopAsync(command, default);
            if (tag is not null)
            {
                (tag.StopSequence, tag.Stop, tag.Stopped) = (world.Ledger.Sequence, command, reply.GetAwaiter().GetResult().Value);
            }

            return reply;
        });
    }

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        CallAsync(s => s.ResumeAsync(scheduleId, owner, default));

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
    {
        var tag = CallTag.Current;
        return CallAsync(s =>
        {
            var reply = s.TriggerAsync(triggers, holder, default);
            _ = tag?.Asked = [.. triggers.Zip(reply.GetAwaiter().GetResult().Value)
                .Where(pair => pair.Second.Verdict is not (TriggerVerdict.Refused or TriggerVerdict.SkippedOverlap)).Select(pair => pair.First.RunId)];
            return reply;
        });
    }

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        CallAsync(s => s.SetAsideAsync(scheduleId, version, note, default));

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        CallAsync(s => s.ReadRunsAsync(runIds, default));

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        CallAsync(s => s.GetAsync(scheduleIds, default));

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        CallAsync(s => s.ListAsync(filter, afterId, limit, default));

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        CallAsync(s => s.CountAsync(filter, default));

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        CallAsync(s => s.ListRunsAsync(filter, beforeId, limit, default));

    private Task<StoreReply<T>> CallAsync<T>(Func<IScheduleStore, Task<StoreReply<T>>> operation, Action<T>? hear = null)
    {
        TaskCompletionSource<StoreReply<T>> answer = new();
        if (process.Life.IsOver)
        {
            return answer.Task;
        }

        var network = world.Network;
        var fate = network.Draw(process.Machine);
        if (network.DiesAtCommand())
        {
            world.Cluster.Crash(process);
            fate = fate == Fate.Answered && network.IsBusy() ? Fate.RequestLost : fate;
        }

        switch (fate)
        {
            case Fate.Refused:
                Fail(network.Way(), "refused");
                break;
            case Fate.RequestLost:
                Fail(network.Patience(), "lost on the way there");
                break;
            case Fate.ReplyLost:
                CarryOut(network.Way(), heard: false);
                Fail(network.Patience(), "lost on the way back");
                break;
            case Fate.CarriedOutLate:
                var patience = network.Patience();
                Fail(patience, "given up");
                CarryOut(patience + network.Lateness(), heard: false, isTooLate: true);
                break;
            default:
                CarryOut(network.Way(), heard: true);
                break;
        }

        return answer.Task;

        void Fail(TimeSpan wait, string why) => world.Agenda.In(wait, process.Life, () =>
        {
            world.Ledger.Failed(process.Name, why);
            answer.TrySetException(new SocketException((int)SocketError.ConnectionReset, why));
        });

        void CarryOut(TimeSpan way, bool heard, bool isTooLate = false) => world.Agenda.In(way, Life.World, () =>
        {
            world.Ledger.IsTooLateToTell = isTooLate;
            var reply = operation(store);
            if (heard)
            {
                world.Agenda.In(network.Way(), process.Life, () => Settle(reply, answer, hear));
            }
        });
    }

    private static void Settle<T>(Task<StoreReply<T>> reply, TaskCompletionSource<StoreReply<T>> answer, Action<T>? hear)
    {
        if (reply.IsCompletedSuccessfully)
        {
            hear?.Invoke(reply.Result.Value);
            answer.TrySetResult(reply.Result);
        }
        else
        {
            answer.TrySetException(reply.Exception!.InnerExceptions);
        }
    }

    // Now and then a transaction of others holds a schedule.
    private Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimFreeAsync(IScheduleStore s, IReadOnlyList<Claim> claims, RunHolder holder)
    {
        Claim[] free = [.. claims.Where(_ => !world.Network.IsBusy())];
        var (results, now) = s.ClaimAsync(free, holder, default).GetAwaiter().GetResult();
        var answers = free.Zip(results).ToDictionary(pair => pair.First.RunId, pair => pair.Second);
        return Task.FromResult(new StoreReply<IReadOnlyList<ClaimResult>>(
            [.. claims.Select(claim => answers.GetValueOrDefault(claim.RunId) ?? new ClaimResult(ClaimVerdict.Busy, null, null, null))], now));
    }
}
