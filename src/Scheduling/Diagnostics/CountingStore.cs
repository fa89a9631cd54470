using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Diagnostics;

/// <summary>The store as the engine sees it: counts each operation by name, and changes nothing else.</summary>
internal sealed class CountingStore(IScheduleStore store, SchedulingMetrics metrics) : IScheduleStore
{
    public string System => store.System;

    public bool IsShared => store.IsShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        Counted("open").OpenAsync(fingerprints, cancellationToken);

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        Counted("replace_cancel_keys").ReplaceCancelKeysAsync(keys, cancellationToken);

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, CancellationToken cancellationToken) =>
        Counted("remember_fingerprint").RememberFingerprintAsync(job, fingerprint, cancellationToken);

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        Counted("window").ReadWindowAsync(query, cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        Counted("due").ReadDueAsync(query, cancellationToken);

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        Counted("claim").ClaimAsync(claims, holder, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        Counted("renew").RenewAsync(renewals, lease, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        Counted("rescue").RescueAsync(rescues, holder, poisonAfter, cancellationToken);

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        Counted("finish").FinishAsync(completions, retention, cancellationToken);

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        Counted("save").SaveAsync(writes, cancellationToken);

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        Counted("stop").StopAsync(command, cancellationToken);

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        Counted("resume").ResumeAsync(scheduleId, owner, cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        Counted("set_aside").SetAsideAsync(scheduleId, version, note, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        Counted("runs").ReadRunsAsync(runIds, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        Counted("get").GetAsync(scheduleIds, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        Counted("list").ListAsync(filter, afterId, limit, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        Counted("list_runs").ListRunsAsync(filter, beforeId, limit, cancellationToken);

    /// <summary>The store as it is seen and changed from within a transaction of the caller's.</summary>
    public CountingStore Within(IStoreTransaction transaction) => new(transaction.Join(store), metrics);

    private IScheduleStore Counted(string operation)
    {
        metrics.StoreCalled(operation, store.System);
        return store;
    }
}
