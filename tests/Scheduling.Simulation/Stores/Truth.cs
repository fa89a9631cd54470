using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Stores;

/// <summary>
/// The rows, as they are at the store: the library's own in-memory store, which passes the same contract as the databases. Each operation is carried out at one instant, by the store's
/// clock, and shown to the checkers.
/// </summary>
internal sealed class Truth(World world, InMemoryScheduleStore rows, string node) : IScheduleStore
{
    public string System => "simulated";

    public bool IsShared => true;

    public Task<StoreReply<StoreOpening>> OpenAsync(IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken) =>
        See("open", rows.OpenAsync(fingerprints, cancellationToken), static _ => { });

    public Task<StoreReply<int>> ReplaceCancelKeysAsync(IReadOnlyList<CancelKeysWrite> keys, CancellationToken cancellationToken) =>
        See("replace keys", rows.ReplaceCancelKeysAsync(keys, cancellationToken), static _ => { });

    public Task<StoreReply<bool>> RememberFingerprintAsync(string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken) =>
        See("remember", rows.RememberFingerprintAsync(job, fingerprint, isRebuilt, cancellationToken), static _ => { });

    public Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken) =>
        See("window", rows.ReadWindowAsync(query, cancellationToken), page => world.Trace.Add("  window read", node, number: page.Schedules.Count + page.Runs.Count));

    public Task<StoreReply<DuePage>> ReadDueAsync(DueQuery query, CancellationToken cancellationToken) =>
        See("due", rows.ReadDueAsync(query, cancellationToken), page => world.Trace.Add("  due read", node, number: page.Schedules.Count + page.Runs.Count));

    public Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
        See("claim", rows.ClaimAsync(claims, holder, cancellationToken), results => world.Ledger.Claimed(node, claims, results));

    public Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken) =>
        See("renew", rows.RenewAsync(renewals, lease, cancellationToken), results => world.Ledger.Renewed(node, renewals, results));

    public Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
        IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
        See("rescue", rows.RescueAsync(rescues, holder, poisonAfter, cancellationToken), results => world.Ledger.Rescued(node, rescues, results));

    public Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(
        IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken) =>
        See("finish", rows.FinishAsync(completions, retention, cancellationToken), results => world.Ledger.Finished(node, completions, results));

    public Task<StoreReply<IReadOnlyList<SaveResult>>> SaveAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken) =>
        See("save", rows.SaveAsync(writes, cancellationToken), results => world.Ledger.Saved(node, results));

    public Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken) =>
        See("stop", rows.StopAsync(command, cancellationToken), result => world.Ledger.Stopped(node, command, result));

    public Task<StoreReply<ScheduleHead?>> ResumeAsync(string scheduleId, string owner, CancellationToken cancellationToken) =>
        See("resume", rows.ResumeAsync(scheduleId, owner, cancellationToken), head => world.Ledger.Resumed(node, scheduleId, head));

    public Task<StoreReply<IReadOnlyList<TriggerResult>>> TriggerAsync(IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken) =>
        See("trigger", rows.TriggerAsync(triggers, holder, cancellationToken), results => world.Ledger.Triggered(node, triggers, results));

    public Task<StoreReply<bool>> SetAsideAsync(string scheduleId, long version, string note, CancellationToken cancellationToken) =>
        See("set aside", rows.SetAsideAsync(scheduleId, version, note, cancellationToken), done => world.Ledger.SetAside(node, scheduleId, done));

    public Task<StoreReply<IReadOnlyList<RunHead>>> ReadRunsAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        See("runs", rows.ReadRunsAsync(runIds, cancellationToken), static _ => { });

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(IReadOnlyList<string> scheduleIds, CancellationToken cancellationToken) =>
        See("get", rows.GetAsync(scheduleIds, cancellationToken), static _ => { });

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> ListAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken) =>
        See("list", rows.ListAsync(filter, afterId, limit, cancellationToken), static _ => { });

    public Task<StoreReply<int>> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        See("count", rows.CountAsync(filter, cancellationToken), static _ => { });

    public Task<StoreReply<IReadOnlyList<StoredRun>>> ListRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken) =>
        See("list runs", rows.ListRunsAsync(filter, beforeId, limit, cancellationToken), static _ => { });

    // The in-memory store has answered before it returns.
    private Task<StoreReply<T>> See<T>(string operation, Task<StoreReply<T>> reply, Action<T> show)
    {
        world.Ledger.Called(node, operation);
        show(reply.GetAwaiter().GetResult().Value);
        return reply;
    }
}
