using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scheduling.Cancelling;
using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Matching;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What a host does to the store once, when it starts: bring cancel keys up to the rules in code, and schedules to what code declares.</summary>
internal sealed partial class StartUp(
    CountingStore store,
    JobRegistry jobs,
    KeyRebuild keys,
    SaveSchedules saving,
    StopSchedules stopping,
    NodeClock clock,
    NodeSettings settings,
    IOptions<SchedulingOptions> options,
    ILogger<StartUp> logger)
{
    private readonly Dictionary<string, bool> _rebuilt = new(StringComparer.Ordinal);

    /// <summary>The jobs that this host has given its own cancel rules, and whether those stand.</summary>
    public IReadOnlyDictionary<string, bool> Rebuilt => _rebuilt;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var fingerprints = jobs.All.ToDictionary(job => job.Name, job => job.Fingerprint, StringComparer.Ordinal);
        var (opening, storeNow) = await store.OpenAsync(fingerprints, cancellationToken).ConfigureAwait(false);
        clock.Learn(clock.Now, storeNow);
        foreach (var job in opening.StaleJobs)
        {
            _rebuilt[job] = await keys.TakeOverAsync(job, cancellationToken).ConfigureAwait(false);
        }

        await MendAsync(opening, fingerprints, cancellationToken).ConfigureAwait(false);
        await DeclareAsync(opening.Declared, cancellationToken).ConfigureAwait(false);
    }

    // What was saved by other rules while nobody who was told of it was there; of the jobs that were rebuilt it has been done.
    private async Task MendAsync(StoreOpening opening, Dictionary<string, string> fingerprints, CancellationToken cancellationToken)
    {
        while (await keys.MendAsync(opening.Strays.Where(row => !_rebuilt.ContainsKey(row.Definition.Job)), cancellationToken).ConfigureAwait(false) > 0
            && opening.Strays.Count == StoreOpening.MostStrays)
        {
            (opening, _) = await store.OpenAsync(fingerprints, cancellationToken).ConfigureAwait(false);
        }
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
