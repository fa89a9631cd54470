using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>What a node learns when it starts, and what it leaves for the next one.</summary>
internal static class Opening
{
    public static StoreOpening Open(Tables tables, IReadOnlyDictionary<string, string> fingerprints)
    {
        List<string> stale = [];
        foreach (var (job, fingerprint) in fingerprints)
        {
            if (!tables.Rules.TryAdd(job, (fingerprint, true)) && tables.Rules[job] != (fingerprint, true))
            {
                stale.Add(job);
            }
        }

        return new(stale, tables.Schedules.Declared.ToDictionary(row => row.Id, row => row.Definition.DeclaredBy!, StringComparer.Ordinal))
        {
            Strays = [.. fingerprints.Keys
                .SelectMany(job => tables.Schedules.WithCancelKey(OtherRules.KeyOf(job)).Where(row => row.Definition.Job == job))
                .Take(StoreOpening.MostStrays)
                .Select(row => row.ToStored())],
        };
    }

    public static bool Remember(Tables tables, string job, string fingerprint, bool isRebuilt)
    {
        if (isRebuilt && tables.Rules.TryGetValue(job, out var known) && known.Fingerprint != fingerprint)
        {
            return false;
        }

        tables.Rules[job] = (fingerprint, isRebuilt);
        return true;
    }

    /// <summary>Whether these are the rules that are remembered of a job.</summary>
    public static bool AreRules(Tables tables, string job, string fingerprint) =>
        tables.Rules.TryGetValue(job, out var known) && known.Fingerprint == fingerprint;
}
