using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>The store in a database of Entity Framework Core: each operation on a context of its own, so that no connection is held between them.</summary>
internal sealed class EntityFrameworkScheduleStore(ContextSource contexts, IStoreDialect dialect, StoreSchema schema) : IScheduleStore, IDisposable
{
    public string System => dialect.System;

    public bool IsShared => dialect.IsShared;

    /// <summary>The store's operations within the transaction of a caller's context.</summary>
    /// <exception cref="InvalidOperationException">It is a context of another database.</exception>
    public (IScheduleStore Store, IAsyncDisposable? Owned) Join(DbContext caller)
    {
        using (var lease = contexts.Open())
        {
            var (own, other) = (lease.Context.Database, caller.Database);
            if (own.ProviderName != other.ProviderName || DatabaseOf(own) != DatabaseOf(other))
            {
                throw new InvalidOperationException(
                    $"{caller.GetType().Name} works on another database ({other.ProviderName}, '{DatabaseOf(other)}') than the schedules ({own.ProviderName}, '{DatabaseOf(own)}'), so that they can't change in "
                    + "one transaction. Keep both in one, or call the scheduler itself, without Using.");
            }
        }

        return dialect.Join(caller, contexts);
    }

    public async Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fingerprints);
        await schema.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync((store, token) => store.OpenAsync(fingerprints, token), cancellationToken).ConfigureAwait(false);
    }

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return RunAsync((store, token) => store.ReplaceCancelKeysAsync(keys, token), cancellationToken);
    }

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(fingerprint);
        return RunAsync((store, token) => store.RememberFingerprintAsync(job, fingerprint, isRebuilt, token), cancellationToken);
    }

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RunAsync((store, token) => store.ReadWindowAsync(query, token), cancellationToken);
    }

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RunAsync((store, token) => store.ReadDueAsync(query, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(holder);
        return RunAsync((store, token) => store.ClaimAsync(claims, holder, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(renewals);
        return RunAsync((store, token) => store.RenewAsync(renewals, lease, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rescues);
        ArgumentNullException.ThrowIfNull(holder);
        return RunAsync((store, token) => store.RescueAsync(rescues, holder, poisonAfter, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(completions);
        ArgumentNullException.ThrowIfNull(retention);
        return completions.Any(completion => completion.State == RunState.Claimed)
            ? throw new ArgumentException("An attempt can't end as Claimed. Use Succeeded, Failed, Cancelled or Waiting.", nameof(completions))
            : RunAsync((store, token) => store.FinishAsync(completions, retention, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        return RunAsync((store, token) => store.SaveAsync(writes, token), cancellationToken);
    }

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return RunAsync((store, token) => store.StopAsync(command, token), cancellationToken);
    }

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleId);
        ArgumentNullException.ThrowIfNull(owner);
        return RunAsync((store, token) => store.ResumeAsync(scheduleId, owner, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(triggers);
        ArgumentNullException.ThrowIfNull(holder);
        return RunAsync((store, token) => store.TriggerAsync(triggers, holder, token), cancellationToken);
    }

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleId);
        ArgumentNullException.ThrowIfNull(note);
        return RunAsync((store, token) => store.SetAsideAsync(scheduleId, version, note, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return RunAsync((store, token) => store.ReadRunsAsync(runIds, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleIds);
        return RunAsync((store, token) => store.GetAsync(scheduleIds, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RunAsync((store, token) => store.ListAsync(filter, afterId, limit, token), cancellationToken);
    }

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RunAsync((store, token) => store.CountAsync(filter, token), cancellationToken);
    }

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RunAsync((store, token) => store.ListRunsAsync(filter, beforeId, limit, token), cancellationToken);
    }

    public void Dispose() => schema.Dispose();

    // Hosts may be called by several names; the database has one. SQLite's is its file.
    private static string DatabaseOf(DatabaseFacade database)
    {
        var connection = database.GetDbConnection();
        return connection is SqliteConnection ? Path.GetFullPath(connection.DataSource) : connection.Database;
    }

    private Task<T> RunAsync<T>(Func<IScheduleStore, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        dialect.RunAsync(
            async token =>
            {
                var lease = contexts.Open();
                await using (lease.ConfigureAwait(false))
                {
                    return await operation(dialect.On(lease.Context), token).ConfigureAwait(false);
                }
            },
            cancellationToken);
}
