using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The store's operations as units of work.</summary>
internal sealed class UnitStore(string system, bool isShared, IUnits units) : IScheduleStore
{
    public string System => system;

    public bool IsShared => isShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        units.ChangeAsync(0, unit => Opening.OpenAsync(unit, fingerprints, cancellationToken), cancellationToken);

    // Whoever looks at a job's rules or changes them draws a number, needed or not: that keeps off the others who do, until the end of the transaction.
    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        units.ChangeAsync(1, unit => CancelKeys.ReplaceAsync(unit, keys, cancellationToken), cancellationToken);

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        units.ChangeAsync(1, unit => Opening.RememberAsync(unit, job, fingerprint, isRebuilt, cancellationToken), cancellationToken);

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => WakeUps.WindowAsync(rows, query, cancellationToken), cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => WakeUps.DueAsync(rows, query, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        units.ChangeAsync(Claiming.Numbers(claims), unit => Claiming.ClaimAsync(unit, claims, holder, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        units.ChangeAsync(0, unit => Renewing.RenewAsync(unit, renewals, lease, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) => units.ChangeAsync(
            rescues.Count, unit => Rescuing.RescueAsync(unit, rescues, holder, poisonAfter, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) => units.ChangeAsync(
            completions.Count(completion => completion.SetAside is not null || completion.CountsInARow),
            unit => Finishing.FinishAsync(unit, completions, retention, cancellationToken),
            cancellationToken);

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        units.ChangeAsync(writes.Count, unit => Saving.SaveAsync(unit, writes, cancellationToken), cancellationToken);

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        units.ChangeAsync(1, unit => Stopping.StopAsync(unit, command, cancellationToken), cancellationToken);

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        units.ChangeAsync(1, unit => Resuming.ResumeAsync(unit, scheduleId, owner, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) =>
        units.ChangeAsync(triggers.Count, unit => Triggering.TriggerAsync(unit, triggers, holder, cancellationToken), cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        units.ChangeAsync(1, unit => SettingAside.SetAsideAsync(unit, scheduleId, version, note, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => Reading.RunsAsync(rows, runIds, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => Reading.GetAsync(rows, scheduleIds, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => Reading.ListAsync(rows, filter, afterId, limit, cancellationToken), cancellationToken);

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => rows.CountAsync(filter, cancellationToken), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        units.ReadAsync(rows => Reading.ListRunsAsync(rows, filter, beforeId, limit, cancellationToken), cancellationToken);
}
