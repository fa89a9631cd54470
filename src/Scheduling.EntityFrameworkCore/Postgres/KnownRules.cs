using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Reads by which rules jobs go, and holds that until the end of the transaction.</summary>
internal static class KnownRules
{
    /// <summary>
    /// The rows of these jobs. Held as a foreign key would hold them: else a host could make other rules those of the job and read all its schedules while one that was
    /// saved by the earlier ones is not yet committed, and neither marked nor seen.
    /// </summary>
    /// <param name="tables">The tables.</param>
    /// <param name="jobs">A query of the jobs.</param>
    public static string Of(TableNames tables, string jobs) =>
        $"select j.job, j.fingerprint from {tables.Jobs} j where j.job in ({jobs}) order by j.job for share of j";
}
