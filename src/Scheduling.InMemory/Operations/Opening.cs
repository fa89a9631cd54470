using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>What a node learns when it starts.</summary>
internal static class Opening
{
    public static StoreOpening Open(Tables tables, IReadOnlyDictionary<string, string> fingerprints)
    {
        List<string> stale = [];
        foreach (var (job, fingerprint) in fingerprints)
        {
            if (!tables.Fingerprints.TryAdd(job, fingerprint) && tables.Fingerprints[job] != fingerprint)
            {
                stale.Add(job);
            }
        }

        return new(stale, tables.Schedules.Declared.ToDictionary(row => row.Id, row => row.Definition.DeclaredBy!, StringComparer.Ordinal));
    }
}
