using System.Collections.Concurrent;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.Engine;

/// <summary>A store that counts its calls, and in which tests may fail or hold back each one, before it is carried out or after.</summary>
internal sealed class CallLog(IScheduleStore store) : IScheduleStore
{
    private int _pending;

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Calls that have not returned.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Called before an operation is carried out; may throw or wait.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called after an operation was carried out, before its answer is given; may throw or wait.</summary>
    public Func<string, Task> After { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called with the items of a batch that claims, rescues or finishes, before it is carried out; may throw.</summary>
    public Action<IReadOnlyList<object>> Batch { get; set; } = static _ => { };

    /// <summary>The commands to stop something, as they came.</summary>
    public ConcurrentQueue<StopCommand> Stops { get; } = new();

    public int Count(string operation) => Calls.Count(call => call == operation);

    public string System => store.System;

    public bool IsShared => store.IsShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        Through("open", () => store.OpenAsync(fingerprints, cancellationToken));

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        Through("replace_cancel_keys", () => store.ReplaceCancelKeysAsync(keys, cancellationToken));

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        Through("remember_fingerprint", () => store.RememberFingerprintAsync(job, fingerprint, isRebuilt, cancellationToken));

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        Through("window", () => store.ReadWindowAsync(query, cancellationToken));

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        Through("due", () => store.ReadDueAsync(query, cancellationToken));

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        Through("claim", claims, () => store.ClaimAsync(claims, holder, cancellationToken));

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        Through("renew", () => store.RenewAsync(renewals, lease, cancellationToken));

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        Through("rescue", rescues, () => store.RescueAsync(rescues, holder, poisonAfter, cancellationToken));

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        Through("finish", completions, () => store.FinishAsync(completions, retention, cancellationToken));

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        Through("save", () => store.SaveAsync(writes, cancellationToken));

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        Through("stop", () =>
        {
            Stops.Enqueue(command);
            return store.StopAsync(command, cancellationToken);
        });

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        Through("resume", () => store.ResumeAsync(scheduleId, owner, cancellationToken));

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) =>
        Through("trigger", () => store.TriggerAsync(triggers, holder, cancellationToken));

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        Through("set_aside", () => store.SetAsideAsync(scheduleId, version, note, cancellationToken));

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        Through("runs", () => store.ReadRunsAsync(runIds, cancellationToken));

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        Through("get", () => store.GetAsync(scheduleIds, cancellationToken));

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        Through("list", () => store.ListAsync(filter, afterId, limit, cancellationToken));

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        Through("count", () => store.CountAsync(filter, cancellationToken));

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        Through("list_runs", () => store.ListRunsAsync(filter, beforeId, limit, cancellationToken));

    private Task<T> Through<T>(string operation, IReadOnlyList<object> batch, Func<Task<T>> call) => Through(operation, () =>
    {
        Batch(batch);
        return call();
    });

    private async Task<T> Through<T>(string operation, Func<Task<T>> call)
    {
        Interlocked.Increment(ref _pending);
        try
        {
            Calls.Enqueue(operation);
            await Before(operation);
            var answer = await call();
            await After(operation);
            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
