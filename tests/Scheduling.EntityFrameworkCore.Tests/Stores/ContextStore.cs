using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>A store that makes a context for each operation.</summary>
internal sealed class ContextStore(IStoreDialect dialect, DatabaseFile file) : IScheduleStore
{
    public IStoreDialect Dialect => dialect;

    public DatabaseFile File => file;

    public string System => dialect.System;

    public bool IsShared => dialect.IsShared;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.OpenAsync(fingerprints, token), cancellationToken);

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ReplaceCancelKeysAsync(keys, token), cancellationToken);

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.RememberFingerprintAsync(job, fingerprint, token), cancellationToken);

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ReadWindowAsync(query, token), cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ReadDueAsync(query, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ClaimAsync(claims, holder, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.RenewAsync(renewals, lease, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.RescueAsync(rescues, holder, poisonAfter, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.FinishAsync(completions, retention, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.SaveAsync(writes, token), cancellationToken);

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.StopAsync(command, token), cancellationToken);

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ResumeAsync(scheduleId, owner, token), cancellationToken);

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.SetAsideAsync(scheduleId, version, note, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ReadRunsAsync(runIds, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.GetAsync(scheduleIds, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ListAsync(filter, afterId, limit, token), cancellationToken);

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        RunAsync((store, token) => store.ListRunsAsync(filter, beforeId, limit, token), cancellationToken);

    private Task<T> RunAsync<T>(Func<IScheduleStore, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) => dialect.RunAsync(
        async token =>
        {
            await using var context = file.Open();
            return await operation(dialect.On(context), token);
        },
        cancellationToken);
}
