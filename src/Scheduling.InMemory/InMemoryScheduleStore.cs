using Scheduling.InMemory.Operations;
using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory;

/// <summary>A store in the memory of one process: as fast as it gets, and gone with the process. Safe for use by many threads.</summary>
/// <remarks>
/// Its clock is the <see cref="TimeProvider"/>, cut to the microsecond. Every operation completes before it returns; a token that is cancelled already
/// is honoured, and nothing is done then.
/// </remarks>
/// <param name="timeProvider">The store's clock.</param>
public sealed class InMemoryScheduleStore(TimeProvider timeProvider) : IScheduleStore
{
    private readonly Lock _lock = new();
    private readonly Tables _tables = new();
    private readonly TimeProvider _timeProvider = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));

    /// <inheritdoc />
    public string System => "in_memory";

    /// <inheritdoc />
    public bool IsShared => false;

    /// <inheritdoc />
    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fingerprints);
        return Answer(fingerprints, static (tables, fingerprints, _) => Opening.Open(tables, fingerprints), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Answer(keys, static (tables, keys, _) => Saving.ReplaceCancelKeys(tables, keys), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(fingerprint);
        return Answer(
            (job, fingerprint, isRebuilt), static (tables, rules, _) => Opening.Remember(tables, rules.job, rules.fingerprint, rules.isRebuilt), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer(query, static (tables, query, _) => Windowing.Read(tables, query), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Answer(query, static (tables, query, now) => DueReading.Read(tables, query, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
        IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(holder);
        return AnswerEach(claims, holder, static (tables, claim, holder, now) => Claiming.Claim(tables, claim, holder, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
        IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(renewals);
        return AnswerEach(renewals, lease, static (tables, renewal, lease, now) => Renewing.Renew(tables, renewal, lease, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rescues);
        ArgumentNullException.ThrowIfNull(holder);
        return AnswerEach(
            rescues, (holder, poisonAfter), static (tables, rescue, by, now) => Rescuing.Rescue(tables, rescue, by.holder, by.poisonAfter, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(completions);
        ArgumentNullException.ThrowIfNull(retention);
        ArgumentOutOfRangeException.ThrowIfNegative(retention.PerSchedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(retention.MaxAge, TimeSpan.Zero);
        if (completions.Any(completion => completion.State == RunState.Claimed))
        {
            throw new ArgumentException("An attempt can't end as Claimed. Use Succeeded, Failed, Cancelled or Waiting.", nameof(completions));
        }

        return Answer(
            (completions, retention), static (tables, batch, now) => Finishing.Finish(tables, batch.completions, batch.retention, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        return AnswerEach(writes, 0, static (tables, write, _, now) => Saving.Save(tables, write, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Answer(command, static (tables, command, now) => Stopping.Stop(tables, command, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleId);
        ArgumentNullException.ThrowIfNull(owner);
        return Answer((scheduleId, owner), static (tables, by, _) => Resuming.Resume(tables, by.scheduleId, by.owner), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(
        IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(triggers);
        ArgumentNullException.ThrowIfNull(holder);
        return AnswerEach(triggers, holder, static (tables, trigger, holder, now) => Triggering.Trigger(tables, trigger, holder, now), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleId);
        ArgumentNullException.ThrowIfNull(note);
        return Answer(
            (scheduleId, version, note), static (tables, by, _) => SettingAside.TryDo(tables, by.scheduleId, by.version, by.note), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return Answer(runIds, static (tables, ids, _) => Reading.Runs(tables, ids), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scheduleIds);
        return Answer(scheduleIds, static (tables, ids, _) => Reading.Get(tables, ids), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(
        ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Answer(
            (filter, afterId, limit), static (tables, page, _) => Reading.List(tables, page.filter, page.afterId, page.limit), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Answer(filter, static (tables, filter, _) => tables.Schedules.Matching(filter, null).Count(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(
        RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Answer(
            (filter, beforeId, limit), static (tables, page, _) => Reading.ListRuns(tables, page.filter, page.beforeId, page.limit), cancellationToken);
    }

    private Task<StoreReply<T>> Answer<TArgument, T>(
        TArgument argument, Func<Tables, TArgument, long, T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<StoreReply<T>>(cancellationToken);
        }

        lock (_lock)
        {
            var now = Instant.From(_timeProvider.GetUtcNow());
            return Task.FromResult(new StoreReply<T>(operation(_tables, argument, now), Instant.ToTime(now)));
        }
    }

    private Task<StoreReply<IReadOnlyList<T>>> AnswerEach<TItem, TArgument, T>(
        IReadOnlyList<TItem> items, TArgument argument, Func<Tables, TItem, TArgument, long, T> operation, CancellationToken cancellationToken) =>
        Answer((items, argument, operation), static IReadOnlyList<T> (tables, batch, now) =>
        {
            var results = new T[batch.items.Count];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = batch.operation(tables, batch.items[i], batch.argument, now);
            }

            return results;
        }, cancellationToken);
}
