using System.Runtime.CompilerServices;
using Scheduling.Cancelling;
using Scheduling.Describing;
using Scheduling.Diagnostics;
using Scheduling.Hosting;
using Scheduling.Matching;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Triggering;

namespace Scheduling.Saving;

/// <inheritdoc cref="IScheduler"/>
internal sealed class Scheduler(
    CountingStore store, SaveSchedules saving, StopSchedules stopping, StopWithCommit stoppingWithCommit, ResumeSchedules resuming, SendEvents sending,
    TriggerRuns triggering, DescribeSchedules describing, UpdateSchedules updating, BulkSchedules bulk, NodeClock clock) : IScheduler
{
    private const int Page = 200;

    private readonly StoreScope _atOnce = new(store);

    public async Task<Schedule> SaveAsync(ScheduleDefinition definition, CancellationToken cancellationToken = default) =>
        (await SaveAsync([definition], cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<Schedule>> SaveAsync(
        IEnumerable<ScheduleDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var saved = await saving.SaveAsync([.. definitions], declaredInCode: false, _atOnce, cancellationToken).ConfigureAwait(false);
        return [.. saved.Select(ScheduleView.Of)];
    }

    public async Task<Schedule> UpdateAsync(
        string scheduleId, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken = default) =>
        ScheduleView.Of(await updating.UpdateAsync(scheduleId, change, cancellationToken).ConfigureAwait(false));

    public async Task<Schedule> SkipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken = default) =>
        ScheduleView.Of(await updating.SkipAsync(scheduleId, occurrence, cancellationToken).ConfigureAwait(false));

    public async Task<Schedule> UnskipAsync(string scheduleId, DateTimeOffset occurrence, CancellationToken cancellationToken = default) =>
        ScheduleView.Of(await updating.UnskipAsync(scheduleId, occurrence, cancellationToken).ConfigureAwait(false));

    public Task<CancelResult> DeleteAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        DeleteAsync(scheduleId, RunningRuns.Cancel, cancellationToken);

    public Task<CancelResult> DeleteAsync(string scheduleId, RunningRuns running, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Delete(scheduleId, running), cancellationToken);

    public Task<CancelResult> DeleteAsync(ScheduleFilter filter, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Delete(filter), cancellationToken);

    public Task<CancelResult> DeleteAsync(ScheduleFilter filter, BulkOptions options, CancellationToken cancellationToken = default) =>
        bulk.DeleteAsync(filter, options, cancellationToken);

    public Task<CancelResult> PauseAsync(ScheduleFilter filter, string? note = null, BulkOptions? options = null, CancellationToken cancellationToken = default) =>
        bulk.PauseAsync(filter, note, options, cancellationToken);

    public Task<int> ResumeAsync(ScheduleFilter filter, BulkOptions? options = null, CancellationToken cancellationToken = default) =>
        bulk.ResumeAsync(filter, options, cancellationToken);

    public Task<BulkUpdateResult> UpdateAsync(
        ScheduleFilter filter, Func<ScheduleDefinition, ScheduleDefinition> change, BulkOptions? options = null, CancellationToken cancellationToken = default) =>
        bulk.UpdateAsync(filter, change, options, cancellationToken);

    public Task<int> CountAsync(ScheduleFilter? filter = null, CancellationToken cancellationToken = default) => bulk.CountAsync(filter, cancellationToken);

    public Task<CancelResult> PauseAsync(string scheduleId, string? note = null, CancellationToken cancellationToken = default) =>
        PauseAsync(scheduleId, note, RunningRuns.Cancel, cancellationToken);

    public Task<CancelResult> PauseAsync(
        string scheduleId, string? note, RunningRuns running, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Pause(scheduleId, note, running), cancellationToken);

    public Task<CancelResult> PauseAsync(
        string scheduleId, DateTimeOffset until, string? note = null, RunningRuns running = RunningRuns.Cancel, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.PauseUntil(scheduleId, until, note, running, clock.StoreNow), cancellationToken);

    public Task<bool> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        return resuming.ResumeAsync(scheduleId, _atOnce, cancellationToken);
    }

    public async Task<CancelResult> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken = default)
    {
        var stops = await sending.ResumeOrFindAsync(eventName, data, _atOnce, cancellationToken).ConfigureAwait(false);
        return stops is null ? CancelResult.None : await stopping.StopAsync(stops, cancellationToken).ConfigureAwait(false);
    }

    public Task<CancelResult> SendAsync<TData>(TData data, CancellationToken cancellationToken = default)
        where TData : class => SendAsync(EventNames.OfData(data), data, cancellationToken);

    public Task<TriggeredRun> TriggerAsync(string scheduleId, TriggerOptions? options = null, CancellationToken cancellationToken = default) =>
        triggering.TriggerAsync(scheduleId, options, cancellationToken);

    public Task<BackfillResult> BackfillAsync(
        string scheduleId, DateTimeOffset from, DateTimeOffset to, BackfillOptions? options = null, CancellationToken cancellationToken = default) =>
        triggering.BackfillAsync(scheduleId, from, to, options, cancellationToken);

    public Task<Schedule?> GetAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        ScheduleView.ReadAsync(store, scheduleId, cancellationToken);

    public Task<ScheduleDescription?> DescribeAsync(string scheduleId, int upcoming = 5, int recent = 10, CancellationToken cancellationToken = default) =>
        describing.DescribeAsync(scheduleId, upcoming, recent, cancellationToken);

    public IReadOnlyList<UpcomingOccurrence> NextOccurrences(ScheduleDefinition definition, int count) => describing.Preview(definition, count);

    public async IAsyncEnumerable<Schedule> ListAsync(
        ScheduleFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= ScheduleFilter.All;
        DefinitionRules.CheckFilter(filter);
        await foreach (var page in SchedulePages.ReadAsync(store, filter, Page, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                yield return ScheduleView.Of(row);
            }
        }
    }

    public async IAsyncEnumerable<Run> ListRunsAsync(
        RunFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= new RunFilter();
        DefinitionRules.CheckFilter(filter);
        Guid? before = null;
        IReadOnlyList<StoredRun> page;
        do
        {
            (page, _) = await store.ListRunsAsync(filter, before, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return RunView.Of(row);
            }

            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Page);
    }

    public ITransactionalScheduler Using(IStoreTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new TransactionalScheduler(new StoreScope(store, transaction), saving, stoppingWithCommit, resuming, sending);
    }
}
