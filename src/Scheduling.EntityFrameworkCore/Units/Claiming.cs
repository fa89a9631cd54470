using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Takes occurrences, and advances their schedules.</summary>
internal sealed class Claiming(IUnitOfWork unit, RunHolder holder, ScheduleSet schedules, RunSet runs, OpenRuns open)
{
    private readonly Arriving _arriving = new(unit, open, holder, unit.Now);

    /// <summary>How many versions and fences are drawn at the most.</summary>
    public static int Numbers(IReadOnlyList<Claim> claims) => claims.Sum(claim => claim.MissedRun is null ? 2 : 3);

    public static async Task<IReadOnlyList<ClaimResult>> ClaimAsync(
        IUnitOfWork unit, IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        string[] ids = [.. claims.Select(claim => claim.ScheduleId).Distinct(StringComparer.Ordinal)];
        var schedules = await ScheduleSet.LoadAsync(unit, ids, cancellationToken).ConfigureAwait(false);
        var runs = await RunSet.LoadAsync(
            unit, claims.Select(claim => claim.RunId).Concat(claims.Select(claim => claim.MissedRun).OfType<MissedRun>().Select(missed => missed.Id)), cancellationToken)
            .ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, ids, runs, cancellationToken).ConfigureAwait(false);
        Claiming claiming = new(unit, holder, schedules, runs, open);
        return [.. claims.Select(claiming.Claim)];
    }

    private ClaimResult Claim(Claim claim)
    {
        var row = schedules.Find(claim.ScheduleId);
        var known = runs.Find(claim.RunId);
        if (row is null || known is not null || !IsClaimable(row, claim))
        {
            return known is null || !IsRepetition(known, claim) ? new(ClaimVerdict.Refused, row?.ToHead(), null, row is null ? null : open.Earliest(row)?.ToHead())
                : known.State == RunState.Buffered ? new(ClaimVerdict.Buffered, row?.ToHead(), null, null) { Buffered = known.ToHead() }
                : new(ClaimVerdict.Claimed, row?.ToHead(), known.ToStored(), null);
        }

        Advance(row, claim);
        var missed = PassOver(row, claim);
        var result = claim.RunsNothing ? new(ClaimVerdict.PassedOver, row.ToHead(), null, open.Earliest(row)?.ToHead()) : Arrive(row, claim);
        return missed is null ? result : result with { Callbacks = [missed, .. result.Callbacks] };
    }

    private ClaimResult Arrive(ScheduleEntity row, Claim claim)
    {
        NewRun wanted = new(claim.RunId, RunCause.Due, Times.Column(claim.Occurrence), Times.Column(claim.OccurrenceDue), row.Overlap, row.BufferLimit);
        var arrival = _arriving.Arrive(row, wanted, isHeld: true);
        var (run, stopped) = arrival;
        if (run is null)
        {
            return new(ClaimVerdict.SkippedOverlap, row.ToHead(), null, open.Earliest(row)?.ToHead());
        }

        runs.Add(run);
        return run.State == RunState.Buffered
            ? new(ClaimVerdict.Buffered, row.ToHead(), null, null) { Buffered = run.ToHead(), Stopped = stopped, Callbacks = arrival.Callbacks }
            : new(ClaimVerdict.Claimed, row.ToHead(), run.ToStored(), null) { Callbacks = arrival.Callbacks };
    }

    private bool IsClaimable(ScheduleEntity row, Claim claim) =>
        row.State == ScheduleState.Active && row.Version == claim.Version && row.NextDue == Times.Column(claim.Due) && row.NextDue <= unit.Now
        && !(unit.Now > Times.Column(claim.NotAfter)) && (claim.RunsNothing || Times.Column(claim.OccurrenceDue ?? claim.Occurrence) <= unit.Now);

    private bool IsRepetition(RunEntity known, Claim claim) =>
        known is { State: RunState.Claimed, Attempt: 1 } or { State: RunState.Buffered } && known.Node == holder.Node && known.ScheduleId == claim.ScheduleId;

    private void Advance(ScheduleEntity row, Claim claim)
    {
        row.NextDue = Times.Column(claim.NextDue ?? claim.Next);
        row.NextOccurrence = claim.NextDue is null ? null : Times.Column(claim.Next);
        row.Remaining = claim.Remaining;
        row.State = row.NextDue is null ? ScheduleState.Completed : ScheduleState.Active;
        row.Version = unit.Draw();
        row.Owner = holder.Node;
        row.Note = row.PausedUntil is null ? row.Note : row.DefinitionNote;
        (row.PausedUntil, row.PausedDue) = (null, null);
        row.Missed += Math.Max(0, claim.Missed);
        unit.Change(row);
    }

    private RunHead? PassOver(ScheduleEntity row, Claim claim)
    {
        if (claim.MissedRun is not { } missed || runs.Find(missed.Id) is not null)
        {
            return null;
        }

        RunEntity run = new()
        {
            Id = missed.Id,
            ScheduleId = row.Id,
            Incarnation = row.Incarnation,
            Group = row.Group,
            Name = row.Name,
            Job = row.Job,
            Occurrence = Times.Column(missed.First),
            LastMissed = Times.Column(missed.Last),
            Missed = claim.Missed,
            Callbacks = row.Callbacks,
            Fence = unit.Draw(),
            Node = holder.Node,
            State = RunState.Missed,
            LeaseUntil = unit.Now,
            ClaimedAt = unit.Now,
            EndedAt = unit.Now,
        };
        unit.Add(run);
        runs.Add(run);
        return CallingBack.Tell(unit, run, row.Payload, unit.Now);
    }
}
