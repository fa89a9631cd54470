using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>What a node learns when it starts, and what it leaves for the next one.</summary>
internal static class Opening
{
    public static async Task<StoreOpening> OpenAsync(
        IUnitOfWork unit, IReadOnlyDictionary<string, string> fingerprints, CancellationToken cancellationToken)
    {
        var jobs = await LoadAsync(unit, [.. fingerprints.Keys], cancellationToken).ConfigureAwait(false);
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

        return new(stale, await unit.DeclaredAsync(cancellationToken).ConfigureAwait(false));
    }

    public static async Task<bool> RememberAsync(IUnitOfWork unit, string job, string fingerprint, CancellationToken cancellationToken)
    {
        var jobs = await LoadAsync(unit, [job], cancellationToken).ConfigureAwait(false);
        if (jobs.TryGetValue(job, out var known))
        {
            known.Fingerprint = fingerprint;
            unit.Change(known);
        }
        else
        {
            unit.Add(new JobEntity { Job = job, Fingerprint = fingerprint });
        }

        return true;
    }

    private static async Task<Dictionary<string, JobEntity>> LoadAsync(IUnitOfWork unit, IReadOnlyCollection<string> jobs, CancellationToken cancellationToken)
    {
        var known = jobs.Count == 0 ? [] : await unit.JobsAsync(jobs, cancellationToken).ConfigureAwait(false);
        return known.ToDictionary(job => job.Job, StringComparer.Ordinal);
    }
}
