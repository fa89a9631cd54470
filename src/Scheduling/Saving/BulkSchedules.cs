using Scheduling.Cancelling;
using Scheduling.Diagnostics;
using Scheduling.Schedules;

namespace Scheduling.Saving;

/// <summary>Deletes, pauses, resumes and updates what a filter means, or tells what would become of it.</summary>
internal sealed class BulkSchedules(CountingStore store, StopSchedules stopping, ResumeSchedules resuming, UpdateMatching updating)
{
    private const int Page = 200;

    private readonly StoreScope _atOnce = new(store);

    public async Task<int> CountAsync(ScheduleFilter? filter, CancellationToken cancellationToken)
    {
        filter ??= ScheduleFilter.All;
        DefinitionRules.CheckFilter(filter);
        return (await store.CountAsync(filter, cancellationToken).ConfigureAwait(false)).Value;
    }

    public Task<CancelResult> DeleteAsync(ScheduleFilter filter, BulkOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var command = StopCommands.Delete(filter, options.Running);
        return options.DryRun ? TellAsync(filter, cancellationToken) : stopping.StopAsync(command, cancellationToken);
    }

    public Task<CancelResult> PauseAsync(ScheduleFilter filter, string? note, BulkOptions? options, CancellationToken cancellationToken)
    {
        var command = StopCommands.Pause(filter, note, options?.Running ?? RunningRuns.Cancel);
        return options is not { DryRun: true } ? stopping.StopAsync(command, cancellationToken)
            : filter.State is null or ScheduleState.Active ? TellAsync(filter with { State = ScheduleState.Active }, cancellationToken)
            : Task.FromResult(CancelResult.None);
    }

    public async Task<int> ResumeAsync(ScheduleFilter filter, BulkOptions? options, CancellationToken cancellationToken)
    {
        StopCommands.CheckMeant(filter, "resume");
        var resumed = 0;
        await foreach (var page in SchedulePages.ReadAsync(store, filter, Page, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Where(row => row.State is ScheduleState.Paused or ScheduleState.Faulted || row.PausedUntil is not null))
            {
                var isResumed = options is { DryRun: true } || await resuming.ResumeAsync(row.Id, _atOnce, cancellationToken).ConfigureAwait(false);
                resumed += isResumed ? 1 : 0;
            }
        }

        return resumed;
    }

    public async Task<BulkUpdateResult> UpdateAsync(
        ScheduleFilter filter, Func<ScheduleDefinition, ScheduleDefinition> change, BulkOptions? options, CancellationToken cancellationToken)
    {
        StopCommands.CheckMeant(filter, "update");
        ArgumentNullException.ThrowIfNull(change);
        BulkUpdateResult sum = new(0, 0, [], []);
        await foreach (var page in SchedulePages.ReadAsync(store, filter, Page, cancellationToken).ConfigureAwait(false))
        {
            sum = await updating.UpdateAsync(page, change, sum, options is { DryRun: true }, cancellationToken).ConfigureAwait(false);
        }

        return sum;
    }

    private async Task<CancelResult> TellAsync(ScheduleFilter filter, CancellationToken cancellationToken) =>
        new((await store.CountAsync(filter, cancellationToken).ConfigureAwait(false)).Value, 0, 0, 0);
}
