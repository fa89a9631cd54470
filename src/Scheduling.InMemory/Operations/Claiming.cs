using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Takes occurrences, and advances their schedules.</summary>
internal static class Claiming
{
    public static ClaimResult Claim(Tables tables, Claim claim, RunHolder holder, long now)
    {
        var row = tables.Schedules.Find(claim.ScheduleId);
        var known = tables.Runs.Find(claim.RunId);
        if (row is null || known is not null || tables.Runs.Ended.Find(claim.RunId) is not null || !IsClaimable(row, claim, now))
        {
            return IsRepetition(known, claim, holder)
                ? new(ClaimVerdict.Claimed, row?.ToHead(), known!.ToStored(), null)
                : new(ClaimVerdict.Refused, row?.ToHead(), null, row?.EarliestRun()?.ToHead());
        }

        Advance(tables, row, claim, holder);
        if (row.Definition.Overlap == OverlapPolicy.Skip && row.EarliestRun() is { } open)
        {
            row.Counts = row.Counts with { SkippedOverlap = row.Counts.SkippedOverlap + 1 };
            return new(ClaimVerdict.SkippedOverlap, row.ToHead(), null, open.ToHead());
        }

        RunRow run = new()
        {
            Id = claim.RunId,
            Schedule = row,
            Definition = row.Definition,
            Occurrence = Instant.From(claim.Occurrence),
            ClaimedAt = now,
            Fence = tables.Draw(),
            Node = holder.Node,
            State = RunState.Claimed,
            LeaseUntil = Instant.After(now, holder.Lease),
        };
        tables.Runs.Add(run);
        return new(ClaimVerdict.Claimed, row.ToHead(), run.ToStored(), null);
    }

    private static bool IsClaimable(ScheduleRow row, Claim claim, long now) =>
        row.IsArmed && row.Version == claim.Version && row.NextDue == Instant.From(claim.Due) && row.NextDue <= now
        && Instant.From(claim.Occurrence) <= now;

    private static bool IsRepetition(RunRow? known, Claim claim, RunHolder holder) =>
        known is { State: RunState.Claimed, Attempt: 1 } && known.Node == holder.Node && known.Schedule.Id == claim.ScheduleId;

    private static void Advance(Tables tables, ScheduleRow row, Claim claim, RunHolder holder)
    {
        var next = Instant.From(claim.Next);
        tables.Schedules.Arm(row, next == Instant.Never ? ScheduleState.Completed : ScheduleState.Active, next);
        row.Version = tables.Draw();
        row.Owner = holder.Node;
        if (claim.Missed > 0)
        {
            row.Counts = row.Counts with { Missed = row.Counts.Missed + claim.Missed };
        }
    }
}
