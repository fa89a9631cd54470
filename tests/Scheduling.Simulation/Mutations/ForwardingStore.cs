using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A store that passes everything on; a mutation changes what it is about.</summary>
internal abstract class ForwardingStore(IScheduleStore store) : IScheduleStore
{
    public string System => store.System;

    public bool IsShared => store.IsShared;

    public virtual Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        Ask(s => s.OpenAsync(fingerprints, cancellationToken));

    public virtual Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        Ask(s => s.ReplaceCancelKeysAsync(keys, cancellationToken));

    public virtual Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        Ask(s => s.RememberFingerprintAsync(job, fingerprint, isRebuilt, cancellationToken));

    public virtual Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        Ask(s => s.ReadWindowAsync(query, cancellationToken));

    public virtual Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        Ask(s => s.ReadDueAsync(query, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        Ask(s => s.ClaimAsync(claims, holder, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        Ask(s => s.RenewAsync(renewals, lease, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        Ask(s => s.RescueAsync(rescues, holder, poisonAfter, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        Ask(s => s.FinishAsync(completions, retention, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        Ask(s => s.SaveAsync(writes, cancellationToken));

    public virtual Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        Ask(s => s.StopAsync(command, cancellationToken));

    public virtual Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        Ask(s => s.ResumeAsync(scheduleId, owner, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) => Ask(s => s.TriggerAsync(triggers, holder, cancellationToken));

    public virtual Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        Ask(s => s.SetAsideAsync(scheduleId, version, note, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        Ask(s => s.ReadRunsAsync(runIds, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        Ask(s => s.GetAsync(scheduleIds, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        Ask(s => s.ListAsync(filter, afterId, limit, cancellationToken));

    public virtual Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        Ask(s => s.CountAsync(filter, cancellationToken));

    public virtual Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        Ask(s => s.ListRunsAsync(filter, beforeId, limit, cancellationToken));

    protected static StoreReply<T> Answer<T>(Task<StoreReply<T>> reply) => reply.GetAwaiter().GetResult();

    /// <summary>How each operation reaches the store.</summary>
    protected virtual Task<StoreReply<T>> Ask<T>(Func<IScheduleStore, Task<StoreReply<T>>> operation) => operation(store);
}
