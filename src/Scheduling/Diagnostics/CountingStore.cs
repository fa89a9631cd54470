using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Diagnostics;

/// <summary>The store as the engine sees it: counts each operation by name, notes whether the store answers, and changes nothing else.</summary>
internal sealed class CountingStore : IScheduleStore
{
    private readonly IScheduleStore _store;
    private readonly SchedulingMetrics _metrics;
    private readonly bool _isWithin;

    public CountingStore(IScheduleStore store, SchedulingMetrics metrics, TimeProvider time)
    {
        (_store, _metrics, Reach) = (store, metrics, new Reach(time));
        metrics.Watch(Reach);
    }

    private CountingStore(IScheduleStore joined, CountingStore outer) =>
        (_store, _metrics, Reach, _isWithin) = (joined, outer._metrics, outer.Reach, true);

    /// <summary>Whether the store answers, to whomever asked it last.</summary>
    public Reach Reach { get; }

    public string System => _store.System;

    public bool IsShared => _store.IsShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        Through("open", store => store.OpenAsync(fingerprints, cancellationToken), cancellationToken);

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        Through("replace_cancel_keys", store => store.ReplaceCancelKeysAsync(keys, cancellationToken), cancellationToken);

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        Through("remember_fingerprint", store => store.RememberFingerprintAsync(job, fingerprint, isRebuilt, cancellationToken), cancellationToken);

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        Through("window", store => store.ReadWindowAsync(query, cancellationToken), cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        Through("due", store => store.ReadDueAsync(query, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        Through("claim", store => store.ClaimAsync(claims, holder, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        Through("renew", store => store.RenewAsync(renewals, lease, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        Through("rescue", store => store.RescueAsync(rescues, holder, poisonAfter, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        Through("finish", store => store.FinishAsync(completions, retention, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        Through("save", store => store.SaveAsync(writes, cancellationToken), cancellationToken);

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        Through("stop", store => store.StopAsync(command, cancellationToken), cancellationToken);

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        Through("resume", store => store.ResumeAsync(scheduleId, owner, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) =>
        Through("trigger", store => store.TriggerAsync(triggers, holder, cancellationToken), cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        Through("set_aside", store => store.SetAsideAsync(scheduleId, version, note, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        Through("runs", store => store.ReadRunsAsync(runIds, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        Through("get", store => store.GetAsync(scheduleIds, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        Through("list", store => store.ListAsync(filter, afterId, limit, cancellationToken), cancellationToken);

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        Through("count", store => store.CountAsync(filter, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        Through("list_runs", store => store.ListRunsAsync(filter, beforeId, limit, cancellationToken), cancellationToken);

    /// <summary>The store as it is seen and changed from within a transaction of the caller's.</summary>
    public CountingStore Within(IStoreTransaction transaction) => new(transaction.Join(_store), this);

    private async Task<T> Through<T>(string operation, Func<IScheduleStore, Task<T>> call, CancellationToken cancellationToken)
    {
        _metrics.StoreCalled(operation, _store.System);
        try
        {
            var answer = await call(_store).ConfigureAwait(false);
            Reach.Answered();
            return answer;
        }
        catch (Exception failure) when (!_isWithin && failure is not ArgumentException && !cancellationToken.IsCancellationRequested)
        {
            // What fails within a transaction of the caller's may be the transaction's fault, and is the caller's to see.
            Reach.Failed(failure);
            throw;
        }
    }
}
