using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scheduling.Cancelling;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What a host does to the store once, when it starts: bring cancel keys up to the rules in code, and schedules to what code declares.</summary>
internal sealed partial class StartUp(
    CountingStore store,
    JobRegistry jobs,
    SaveSchedules saving,
    StopSchedules stopping,
    NodeClock clock,
    NodeSettings settings,
    IOptions<SchedulingOptions> options,
    ILogger<StartUp> logger)
{
    private const int Page = 1_000;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var fingerprints = jobs.Names.ToDictionary(name => name, name => jobs.Find(name)!.Fingerprint, StringComparer.Ordinal);
        var (opening, storeNow) = await store.OpenAsync(fingerprints, cancellationToken).ConfigureAwait(false);
        clock.Learn(clock.Now, storeNow);
        foreach (var job in opening.StaleJobs)
        {
            await RebuildKeysAsync(job, cancellationToken).ConfigureAwait(false);
        }

        await DeclareAsync(opening.Declared, cancellationToken).ConfigureAwait(false);
    }

    private async Task RebuildKeysAsync(string name, CancellationToken cancellationToken)
    {
        var job = jobs.Find(name)!;
        var rebuilt = 0;
        string? after = null;
        IReadOnlyList<StoredSchedule> page;
        do
        {
            (page, _) = await store.ListAsync(new ScheduleFilter { Job = name }, after, Page, cancellationToken).ConfigureAwait(false);
            rebuilt += await RebuildKeysAsync(job, page, cancellationToken).ConfigureAwait(false);
            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Page);

        await store.RememberFingerprintAsync(name, job.Fingerprint, cancellationToken).ConfigureAwait(false);
        LogRebuilt(name, rebuilt);
    }

    // A schedule that runs while this goes on has another version by then, but its old keys: it is read and tried again.
    private async Task<int> RebuildKeysAsync(JobDefinition job, IReadOnlyList<StoredSchedule> rows, CancellationToken cancellationToken)
    {
        var rebuilt = 0;
        while (rows.Count > 0)
        {
            var keys = rows.Select(row => new CancelKeysWrite(row.Id, row.Version, DefinitionResolver.KeysOf(job, row.Definition.Payload))).ToArray();
            var replaced = (await store.ReplaceCancelKeysAsync(keys, cancellationToken).ConfigureAwait(false)).Value;
            rebuilt += replaced;
            if (replaced == rows.Count)
            {
                break;
            }

            var tried = rows.ToDictionary(row => row.Id, row => row.Version, StringComparer.Ordinal);
            var (present, _) = await store.GetAsync([.. tried.Keys], cancellationToken).ConfigureAwait(false);
            rows = [.. present.Where(row => row.Version != tried[row.Id])];
        }

        return rebuilt;
    }

    private async Task DeclareAsync(IReadOnlyDictionary<string, string> stored, CancellationToken cancellationToken)
    {
        var declared = jobs.Declared.ToDictionary(d => d.Id, StringComparer.Ordinal);
        var strange = declared.Keys.Where(id => !stored.ContainsKey(id)).ToArray();
        if (strange.Length > 0)
        {
            var (taken, _) = await store.GetAsync(strange, cancellationToken).ConfigureAwait(false);
            if (taken.FirstOrDefault(row => row.Definition.DeclaredBy is null) is { } other)
            {
                throw new SchedulingConfigurationException(
                    $"AddRecurring(\"{other.Id}\", …) declares a schedule whose id is taken by one that was saved with SaveAsync. Rename one of them, or delete the saved one.");
            }
        }

        foreach (var (id, application) in stored.Where(row => declared.ContainsKey(row.Key) && row.Value != settings.Application))
        {
            LogTakenOver(id, application);
        }

        // One that has ended is no error: the code that declares it may be older than its end. What is stored of it stays as it is.
        var ended = declared.Values.Where(d => DefinitionResolver.HasEnded(d.Recurrence, clock.StoreNow)).ToArray();
        foreach (var schedule in ended)
        {
            LogEnded(schedule.Id);
        }

        await saving.SaveAsync(
            [.. declared.Values.Except(ended).Select(d => new ScheduleDefinition(d.Id, d.Job, d.Recurrence))], declaredInCode: true, new StoreScope(store), cancellationToken).ConfigureAwait(false);

        var vanished = stored.Where(row => row.Value == settings.Application && !declared.ContainsKey(row.Key)).Select(row => row.Key).ToArray();
        if (vanished.Length > 0 && !options.Value.KeepVanishedRecurring)
        {
            await stopping.StopWithoutWaitingAsync(
                new StopCommand(StopAction.Delete, CancelRequest.BeforeStart) { Ids = vanished }, cancellationToken).ConfigureAwait(false);
            LogVanished(vanished.Length, string.Join(", ", vanished.Take(10)));
        }
    }
}
