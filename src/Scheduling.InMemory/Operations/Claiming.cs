using Scheduling.InMemory.Rows;
using Scheduling.Jobs;
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
            return known is null || !IsRepetition(known, claim, holder) ? new(ClaimVerdict.Refused, row?.ToHead(), null, row?.EarliestRun()?.ToHead())
                : known.State == RunState.Buffered ? new(ClaimVerdict.Buffered, row?.ToHead(), null, null) { Buffered = known.ToHead() }
                : new(ClaimVerdict.Claimed, row?.ToHead(), known.ToStored(), null);
        }

        IReadOnlyList<RunHead> missed = Advance(tables, row, claim, holder, now) is { } callback ? [callback] : [];
        if (claim.RunsNothing)
        {
            return new(ClaimVerdict.PassedOver, row.ToHead(), null, row.EarliestRun()?.ToHead()) { Callbacks = missed };
        }

        NewRun run = new(claim.RunId, RunCause.Due, Instant.From(claim.Occurrence), Instant.From(claim.OccurrenceDue), row.Definition.Overlap, row.Definition.BufferLimit);
        var arrival = Arriving.Arrive(tables, row, run, holder, isHeld: true, now);
        return arrival.Decision switch
        {
            OverlapDecision.Skip => new(ClaimVerdict.SkippedOverlap, row.ToHead(), null, row.EarliestRun()!.ToHead()) { Callbacks = missed },
            _ when arrival.Run is { State: RunState.Buffered } buffered =>
                new(ClaimVerdict.Buffered, row.ToHead(), null, null) { Buffered = buffered.ToHead(), Stopped = arrival.Stopped, Callbacks = [.. missed, .. arrival.Callbacks] },
            _ => new(ClaimVerdict.Claimed, row.ToHead(), arrival.Run!.ToStored(), null) { Callbacks = [.. missed, .. arrival.Callbacks] },
        };
    }

    private static bool IsClaimable(ScheduleRow row, Claim claim, long now) =>
        row.IsArmed && row.Version == claim.Version && row.NextDue == Instant.From(claim.Due) && row.NextDue <= now
        && !(now > Instant.From(claim.NotAfter)) && (claim.RunsNothing || Instant.From(claim.OccurrenceDue ?? claim.Occurrence) <= now);

    private static bool IsRepetition(RunRow known, Claim claim, RunHolder holder) =>
        known is { State: RunState.Claimed, Attempt: 1 } or { State: RunState.Buffered } && known.Node == holder.Node && known.Schedule.Id == claim.ScheduleId;

    private static RunHead? Advance(Tables tables, ScheduleRow row, Claim claim, RunHolder holder, long now)
    {
        var next = Instant.From(claim.NextDue ?? claim.Next);
        tables.Schedules.Arm(row, next == Instant.Never ? ScheduleState.Completed : ScheduleState.Active, next);
        row.NextOccurrence = Instant.From(claim.NextDue is null ? null : claim.Next);
        row.Remaining = claim.Remaining;
        if (row.PausedUntil != Instant.Never)
        {
            row.EndPause();
            row.Note = row.Definition.Note;
        }

        row.Version = tables.Draw();
        row.Owner = holder.Node;
        if (claim.Missed > 0)
        {
            row.Counts = row.Counts with { Missed = row.Counts.Missed + claim.Missed };
        }

        if (claim.MissedRun is { } missed && !tables.Runs.Knows(missed.Id))
        {
            tables.Runs.AddMissed(row, missed, claim.Missed, holder.Node, tables.Draw(), now);
            return CallingBack.Missed(tables, row, missed.Id, now);
        }

        return null;
    }
}
