using Microsoft.Extensions.Logging;
using Scheduling.Diagnostics;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Matching;

/// <summary>
/// Brings the cancel keys of stored schedules up to the rules in code. Of several hosts with different rules for a job, those of the one that has taken it over last are
/// the job's: the store marks whatever the others save, and lets none of them replace keys.
/// </summary>
internal sealed partial class KeyRebuild(CountingStore store, JobRegistry jobs, ILogger<KeyRebuild> logger)
{
    private const int Page = 1_000;

    /// <summary>Makes the rules of this host those of the job, and gives all its schedules keys that are made by them.</summary>
    /// <returns>Whether they still were when that was done.</returns>
    public async Task<bool> TakeOverAsync(string name, CancellationToken cancellationToken)
    {
        var job = jobs.Find(name)!;
        await store.RememberFingerprintAsync(name, job.Fingerprint, isRebuilt: false, cancellationToken).ConfigureAwait(false);
        var rebuilt = 0;
        await foreach (var page in SchedulePages.ReadAsync(store, new ScheduleFilter { Job = name }, Page, cancellationToken).ConfigureAwait(false))
        {
            rebuilt += await ReplaceAsync(job, page, cancellationToken).ConfigureAwait(false);
        }

        var (stands, _) = await store.RememberFingerprintAsync(name, job.Fingerprint, isRebuilt: true, cancellationToken).ConfigureAwait(false);
        if (stands)
        {
            LogRebuilt(name, rebuilt);
        }
        else
        {
            LogOverruled(name);
        }

        return stands;
    }

    /// <summary>Mends what others have saved by their rules, if those of this host are the job's.</summary>
    /// <param name="name">The job.</param>
    /// <param name="takesOver">Whether to make them the job's if they are not: nobody is there who holds others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MendResult> MendAsync(string name, bool takesOver, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(jobs.Find(name)!, takesOver, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the store throws, the node tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Unhurt.By(() => LogFailed(failure, name));
            }

            return MendResult.Failed;
        }
    }

    /// <summary>Gives schedules that were saved by other rules new keys, of the jobs that go by the rules of this host.</summary>
    /// <returns>How many got them.</returns>
    public async Task<int> MendAsync(IEnumerable<StoredSchedule> strays, CancellationToken cancellationToken)
    {
        var mended = 0;
        foreach (var rows in strays.GroupBy(row => row.Definition.Job, StringComparer.Ordinal))
        {
            if (await ReplaceAsync(jobs.Find(rows.Key)!, [.. rows], cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                LogMended(count, rows.Key);
                mended += count;
            }
        }

        return mended;
    }

    private async Task<MendResult> CompareAsync(JobDefinition job, bool takesOver, CancellationToken cancellationToken)
    {
        Dictionary<string, string> fingerprint = new(StringComparer.Ordinal) { [job.Name] = job.Fingerprint };
        var result = MendResult.InForce;
        while (true)
        {
            var (opening, _) = await store.OpenAsync(fingerprint, cancellationToken).ConfigureAwait(false);
            if (opening.StaleJobs.Count > 0)
            {
                return takesOver && await TakeOverAsync(job.Name, cancellationToken).ConfigureAwait(false) ? MendResult.TookOver : MendResult.Overruled;
            }

            if (opening.Strays.Count > 0)
            {
                _ = await MendAsync(opening.Strays, cancellationToken).ConfigureAwait(false);
                result = MendResult.Mended;
            }

            if (opening.Strays.Count < StoreOpening.MostStrays)
            {
                return result;
            }
        }
    }

    // A schedule that runs while this goes on has another version by then, but its old keys: it is read and tried again.
    private async Task<int> ReplaceAsync(JobDefinition job, IReadOnlyList<StoredSchedule> rows, CancellationToken cancellationToken)
    {
        var rebuilt = 0;
        while (rows.Count > 0)
        {
            CancelKeysWrite[] keys = [.. rows.Select(row =>
                new CancelKeysWrite(row.Id, row.Version, DefinitionResolver.KeysOf(job, row.Definition.Payload)) { Rules = job.Fingerprint })];
            var replaced = (await store.ReplaceCancelKeysAsync(keys, cancellationToken).ConfigureAwait(false)).Value;
            rebuilt += replaced;
            if (replaced == rows.Count)
            {
                break;
            }

            var tried = rows.ToDictionary(row => row.Id, row => row.Version, StringComparer.Ordinal);
            var (present, _) = await store.GetAsync([.. tried.Keys], cancellationToken).ConfigureAwait(false);
            rows = [.. present.Where(row => row.Version != tried[row.Id] && row.Definition.Job == job.Name)];
        }

        return rebuilt;
    }
}
