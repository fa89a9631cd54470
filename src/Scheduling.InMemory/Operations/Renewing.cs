using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Prolongs leases.</summary>
internal static class Renewing
{
    public static RenewResult Renew(Tables tables, Renewal renewal, TimeSpan lease, long now)
    {
        if (tables.Runs.Find(renewal.RunId) is not { } run)
        {
            return new(false, default, CancelRequest.None);
        }

        if (run.State != RunState.Claimed || run.Attempt != renewal.Attempt
            || (run.Cancel != CancelRequest.None && !run.Started && !renewal.Started))
        {
            return new(false, Instant.ToTime(run.LeaseUntil), run.Cancel);
        }

        run.Started |= renewal.Started;
        tables.Runs.Prolong(run, Instant.After(now, lease));
        return new(true, Instant.ToTime(run.LeaseUntil), run.Cancel);
    }
}
