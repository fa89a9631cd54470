using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.TestKit.Builders;

/// <summary>Calls a store with one item, and gives the one result.</summary>
public static class StoreCalls
{
    /// <summary>What is kept of ended runs, unless a test says otherwise.</summary>
    public static RunRetention Retention { get; } = new(5, TimeSpan.FromDays(1));

    /// <summary>Saves one definition.</summary>
    public static async Task<SaveResult> SaveAsync(this IScheduleStore store, ScheduleWrite write) =>
        (await store.SaveAsync([write], CancellationToken.None)).Value.Single();

    /// <summary>Reads one schedule; null if there is none.</summary>
    public static async Task<StoredSchedule?> GetAsync(this IScheduleStore store, string id) =>
        (await store.GetAsync([id], CancellationToken.None)).Value.SingleOrDefault();

    /// <summary>Reads one run; null if it is not open.</summary>
    public static async Task<RunHead?> ReadRunAsync(this IScheduleStore store, Guid id) =>
        (await store.ReadRunsAsync([id], CancellationToken.None)).Value.SingleOrDefault();

    /// <summary>Takes one occurrence.</summary>
    public static async Task<ClaimResult> ClaimAsync(this IScheduleStore store, Claim claim, RunHolder holder) =>
        (await store.ClaimAsync([claim], holder, CancellationToken.None)).Value.Single();

    /// <summary>Prolongs one lease.</summary>
    public static async Task<RenewResult> RenewAsync(this IScheduleStore store, Renewal renewal, TimeSpan lease) =>
        (await store.RenewAsync([renewal], lease, CancellationToken.None)).Value.Single();

    /// <summary>Takes over one run, which is poisoned when it loses its third node.</summary>
    public static async Task<RescueResult> RescueAsync(this IScheduleStore store, Rescue rescue, RunHolder holder) =>
        (await store.RescueAsync([rescue], holder, 3, CancellationToken.None)).Value.Single();

    /// <summary>Stores how one attempt ended.</summary>
    public static async Task<CompletionResult> FinishAsync(this IScheduleStore store, Completion completion, RunRetention? retention = null) =>
        (await store.FinishAsync([completion], retention ?? Retention, CancellationToken.None)).Value.Single();

    /// <summary>Deletes or pauses.</summary>
    public static async Task<StopResult> StopAsync(this IScheduleStore store, StopCommand command) =>
        (await store.StopAsync(command, CancellationToken.None)).Value;

    /// <summary>Deletes one schedule.</summary>
    public static Task<StopResult> DeleteAsync(this IScheduleStore store, string id, CancelRequest cancel = CancelRequest.Always) =>
        store.StopAsync(new StopCommand(StopAction.Delete, cancel) { Ids = [id] });

    /// <summary>Pauses one schedule.</summary>
    public static Task<StopResult> PauseAsync(this IScheduleStore store, string id, CancelRequest cancel = CancelRequest.Always) =>
        store.StopAsync(new StopCommand(StopAction.Pause, cancel) { Ids = [id] });

    /// <summary>Resumes one schedule.</summary>
    public static async Task<ScheduleHead?> ResumeAsync(this IScheduleStore store, string id) =>
        (await store.ResumeAsync(id, "resumer#1", CancellationToken.None)).Value;

    /// <summary>Reads the nearest wake-ups of the usual job.</summary>
    public static async Task<WindowPage> ReadWindowAsync(this IScheduleStore store, int size, int strangers = 0) =>
        (await store.ReadWindowAsync(new(size, [Writes.Job], strangers), CancellationToken.None)).Value;

    /// <summary>Lists the ids of up to a hundred schedules that match.</summary>
    public static async Task<IReadOnlyList<string>> ListIdsAsync(
        this IScheduleStore store, ScheduleFilter filter, string? afterId = null, int limit = 100) =>
        [.. (await store.ListAsync(filter, afterId, limit, CancellationToken.None)).Value.Select(row => row.Id)];

    /// <summary>Lists up to a hundred runs that match, open or ended; all of them without a filter.</summary>
    public static async Task<IReadOnlyList<StoredRun>> ListRunsAsync(
        this IScheduleStore store, RunFilter? filter = null, Guid? beforeId = null, int limit = 100) =>
        (await store.ListRunsAsync(filter ?? new(), beforeId, limit, CancellationToken.None)).Value;
}
