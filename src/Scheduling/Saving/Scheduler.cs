using System.Runtime.CompilerServices;
using Scheduling.Cancelling;
using Scheduling.Diagnostics;
using Scheduling.Matching;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <inheritdoc cref="IScheduler"/>
internal sealed class Scheduler(
    CountingStore store, SaveSchedules saving, StopSchedules stopping, ResumeSchedules resuming, SendEvents sending) : IScheduler
{
    private const int Page = 200;

    public async Task<Schedule> SaveAsync(ScheduleDefinition definition, CancellationToken cancellationToken = default)
    {
        var saved = await saving.SaveAsync([definition], declaredInCode: false, cancellationToken).ConfigureAwait(false);
        return ScheduleView.Of(saved[0]);
    }

    public async Task<IReadOnlyList<Schedule>> SaveAsync(
        IEnumerable<ScheduleDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var saved = await saving.SaveAsync([.. definitions], declaredInCode: false, cancellationToken).ConfigureAwait(false);
        return [.. saved.Select(ScheduleView.Of)];
    }

    public Task<CancelResult> DeleteAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        DeleteAsync(scheduleId, RunningRuns.Cancel, cancellationToken);

    public Task<CancelResult> DeleteAsync(string scheduleId, RunningRuns running, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        return stopping.StopAsync(new StopCommand(StopAction.Delete, Of(running)) { Ids = [scheduleId] }, cancellationToken);
    }

    public Task<CancelResult> DeleteAsync(ScheduleFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        DefinitionRules.CheckFilter(filter);
        return filter.IsEmpty
            ? throw new ArgumentException(
                "The filter is empty, so it would delete every schedule. Set a group, names, a job or a state, or pass ScheduleFilter.All if all are meant.",
                nameof(filter))
            : stopping.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = filter }, cancellationToken);
    }

    public Task<CancelResult> PauseAsync(string scheduleId, string? note = null, CancellationToken cancellationToken = default) =>
        PauseAsync(scheduleId, note, RunningRuns.Cancel, cancellationToken);

    public Task<CancelResult> PauseAsync(
        string scheduleId, string? note, RunningRuns running, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        DefinitionRules.CheckNote(note, scheduleId);
        return stopping.StopAsync(new StopCommand(StopAction.Pause, Of(running)) { Ids = [scheduleId], Note = note }, cancellationToken);
    }

    public Task<bool> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        return resuming.ResumeAsync(scheduleId, cancellationToken);
    }

    public Task<CancelResult> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken = default) =>
        sending.SendAsync(eventName, data, cancellationToken);

    public Task<CancelResult> SendAsync<TData>(TData data, CancellationToken cancellationToken = default)
        where TData : class
    {
        ArgumentNullException.ThrowIfNull(data);
        var type = data.GetType();
        return type.Namespace is null or "System" || type.Namespace.StartsWith("System.", StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"The type {type.Name} names no event. Call SendAsync(eventName, data), or give the event a type of its own with [EventName(\"…\")].", nameof(data))
            : sending.SendAsync(EventNames.Of(type), data, cancellationToken);
    }

    public async Task<Schedule?> GetAsync(string scheduleId, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        var (rows, _) = await store.GetAsync([scheduleId], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : ScheduleView.Of(rows[0]);
    }

    public async IAsyncEnumerable<Schedule> ListAsync(
        ScheduleFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        filter ??= ScheduleFilter.All;
        DefinitionRules.CheckFilter(filter);
        string? after = null;
        IReadOnlyList<StoredSchedule> page;
        do
        {
            (page, _) = await store.ListAsync(filter, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return ScheduleView.Of(row);
            }

            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Page);
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

    public ITransactionalScheduler Using(IStoreTransaction transaction) => throw new NotSupportedException();

    private static CancelRequest Of(RunningRuns running) => running switch
    {
        RunningRuns.Cancel => CancelRequest.Always,
        RunningRuns.Leave => CancelRequest.BeforeStart,
        _ => throw new ArgumentException($"{running} is no value of RunningRuns. Use Cancel or Leave.", nameof(running)),
    };
}
