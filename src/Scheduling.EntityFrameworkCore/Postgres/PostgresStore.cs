using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>The store's operations on one context of PostgreSQL.</summary>
internal sealed class PostgresStore(DbContext context, PostgresStatements statements) : IScheduleStore
{
    public string System => PostgresDialect.Name;

    public bool IsShared => true;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        statements.Opening.OpenAsync(context, fingerprints, cancellationToken);

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        statements.Changing.ReplaceCancelKeysAsync(context, keys, cancellationToken);

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        statements.Opening.RememberAsync(context, job, fingerprint, isRebuilt, cancellationToken);

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        statements.WakingUp.ReadWindowAsync(context, query, cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        statements.WakingUp.ReadDueAsync(context, query, cancellationToken);

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        statements.Claiming.RunAsync(context, claims, holder, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        statements.Renewing.RunAsync(context, renewals, lease, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        statements.Rescuing.RunAsync(context, rescues, holder, poisonAfter, cancellationToken);

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        statements.Finishing.RunAsync(context, completions, retention, cancellationToken);

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        statements.Saving.RunAsync(context, writes, cancellationToken);

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        context.InTransactionAsync(token => statements.Stopping.RunAsync(context, command, token), cancellationToken);

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        context.InTransactionAsync(token => statements.Changing.ResumeAsync(context, scheduleId, owner, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) =>
        context.InTransactionAsync(token => statements.Triggering.RunAsync(context, triggers, holder, token), cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        context.InTransactionAsync(token => statements.Changing.SetAsideAsync(context, scheduleId, version, note, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        statements.Reading.OpenRunsAsync(context, runIds, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        statements.Reading.GetAsync(context, scheduleIds, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        statements.Listing.SchedulesAsync(context, filter, afterId, limit, cancellationToken);

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        statements.Listing.CountAsync(context, filter, cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        statements.Listing.RunsAsync(context, filter, beforeId, limit, cancellationToken);
}
