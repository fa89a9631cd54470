using Scheduling.Cancelling;
using Scheduling.Matching;
using Scheduling.Schedules;

namespace Scheduling.Saving;

/// <inheritdoc cref="ITransactionalScheduler"/>
internal sealed class TransactionalScheduler(
    StoreScope scope, SaveSchedules saving, StopWithCommit stopping, ResumeSchedules resuming, SendEvents sending) : ITransactionalScheduler
{
    public async Task<Schedule> SaveAsync(ScheduleDefinition definition, CancellationToken cancellationToken = default) =>
        (await SaveAsync([definition], cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<Schedule>> SaveAsync(
        IEnumerable<ScheduleDefinition> definitions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var saved = await saving.SaveAsync([.. definitions], declaredInCode: false, scope, cancellationToken).ConfigureAwait(false);
        return [.. saved.Select(ScheduleView.Of)];
    }

    public Task<PendingCancel> DeleteAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Delete(scheduleId), scope, cancellationToken);

    public Task<PendingCancel> DeleteAsync(ScheduleFilter filter, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Delete(filter), scope, cancellationToken);

    public Task<PendingCancel> PauseAsync(string scheduleId, string? note = null, CancellationToken cancellationToken = default) =>
        stopping.StopAsync(StopCommands.Pause(scheduleId, note), scope, cancellationToken);

    public Task<bool> ResumeAsync(string scheduleId, CancellationToken cancellationToken = default)
    {
        DefinitionRules.CheckId(scheduleId);
        return resuming.ResumeAsync(scheduleId, scope, cancellationToken);
    }

    public async Task<PendingCancel> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken = default)
    {
        var stops = await sending.ResumeOrFindAsync(eventName, data, scope, cancellationToken).ConfigureAwait(false);
        return await stopping.StopAsync(stops, scope, cancellationToken).ConfigureAwait(false);
    }

    public Task<PendingCancel> SendAsync<TData>(TData data, CancellationToken cancellationToken = default)
        where TData : class => SendAsync(EventNames.OfData(data), data, cancellationToken);

    public Task<Schedule?> GetAsync(string scheduleId, CancellationToken cancellationToken = default) =>
        ScheduleView.ReadAsync(scope.Store, scheduleId, cancellationToken);
}
