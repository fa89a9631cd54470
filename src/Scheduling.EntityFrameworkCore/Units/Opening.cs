using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What a node learns when it starts, and what it leaves for the next one.</summary>
internal static class Opening
{
    public static async Task<StoreOpening> OpenAsync(
        IUnitOfWork unit, IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken)
    {
        var jobs = await LoadAsync(unit, fingerprints.Keys, cancellationToken).ConfigureAwait(false);
        List<string> stale = [];
        foreach (var (job, fingerprint) in fingerprints)
        {
            if (!jobs.TryGetValue(job, out var known))
            {
                unit.Add(new JobEntity { Job = job, Fingerprint = fingerprint });
            }
            else if (known.Fingerprint != fingerprint)
            {
                stale.Add(job);
            }
        }

        return new(stale, await unit.DeclaredAsync(cancellationToken).ConfigureAwait(false))
        {
            Strays = await StraysAsync(unit, [.. fingerprints.Keys], cancellationToken).ConfigureAwait(false),
        };
    }

    public static async Task<bool> RememberAsync(
        IUnitOfWork unit, string job, string fingerprint, bool isRebuilt, CancellationToken cancellationToken)
    {
        var text = JobRules.Text(fingerprint, isRebuilt);
        var jobs = await LoadAsync(unit, [job], cancellationToken).ConfigureAwait(false);
        if (!jobs.TryGetValue(job, out var known))
        {
            unit.Add(new JobEntity { Job = job, Fingerprint = text });
            return true;
        }

        if (isRebuilt && !JobRules.Are(known.Fingerprint, fingerprint))
        {
            return false;
        }

        known.Fingerprint = text;
        unit.Change(known);
        return true;
    }

    /// <summary>What is remembered of these jobs.</summary>
    public static async Task<Dictionary<string, JobEntity>> LoadAsync(IRows rows, IEnumerable<string> jobs, CancellationToken cancellationToken)
    {
        string[] distinct = [.. jobs.Distinct(StringComparer.Ordinal)];
        var known = distinct.Length == 0 ? [] : await rows.JobsAsync(distinct, cancellationToken).ConfigureAwait(false);
        return known.ToDictionary(job => job.Job, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<StoredSchedule>> StraysAsync(IRows rows, IReadOnlyCollection<string> jobs, CancellationToken cancellationToken)
    {
        string[] keys = [.. jobs.Select(OtherRules.KeyOf).Distinct(StringComparer.Ordinal)];
        var ids = keys.Length == 0 ? [] : await rows.WithCancelKeysAsync(keys, cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        var known = jobs.ToHashSet(StringComparer.Ordinal);
        var schedules = await Reading.GetAsync(rows, [.. ids.Take(StoreOpening.MostStrays)], cancellationToken).ConfigureAwait(false);
        return [.. schedules.Where(schedule => known.Contains(schedule.Definition.Job))];
    }
}
