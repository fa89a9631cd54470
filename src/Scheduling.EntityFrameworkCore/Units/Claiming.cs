using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Takes occurrences, and advances their schedules.</summary>
internal sealed class Claiming(IUnitOfWork unit, RunHolder holder, ScheduleSet schedules, RunSet runs, OpenRuns open)
{
    public static async Task<IReadOnlyList<ClaimResult>> ClaimAsync(
        IUnitOfWork unit, IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
    {
        string[] ids = [.. claims.Select(claim => claim.ScheduleId).Distinct(StringComparer.Ordinal)];
        var schedules = await ScheduleSet.LoadAsync(unit, ids, cancellationToken).ConfigureAwait(false);
        var runs = await RunSet.LoadAsync(unit, claims.Select(claim => claim.RunId), cancellationToken).ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, ids, cancellationToken).ConfigureAwait(false);
        Claiming claiming = new(unit, holder, schedules, runs, open);
        return [.. claims.Select(claiming.Claim)];
    }

    private ClaimResult Claim(Claim claim)
    {
        var row = schedules.Find(claim.ScheduleId);
        var known = runs.Find(claim.RunId);
        if (row is null || known is not null || !IsClaimable(row, claim))
        {
            return IsRepetition(known, claim)
                ? new(ClaimVerdict.Claimed, row?.ToHead(), known!.ToStored(), null)
                : new(ClaimVerdict.Refused, row?.ToHead(), null, row is null ? null : open.Earliest(row)?.ToHead());
        }

        Advance(row, claim);
        if (row.Overlap == OverlapPolicy.Skip && open.Earliest(row) is { } earlier)
        {
            row.SkippedOverlap++;
            return new(ClaimVerdict.SkippedOverlap, row.ToHead(), null, earlier.ToHead());
        }

        var run = Begin(row, claim);
        unit.Add(run);
        runs.Add(run);
        open.Add(run);
        return new(ClaimVerdict.Claimed, row.ToHead(), run.ToStored(), null);
    }

    private bool IsClaimable(ScheduleEntity row, Claim claim) =>
        row.State == ScheduleState.Active && row.Version == claim.Version && row.NextDue == Times.Column(claim.Due) && row.NextDue <= unit.Now
        && Times.Column(claim.Occurrence) <= unit.Now;

    private bool IsRepetition(RunEntity? known, Claim claim) =>
        known is { State: RunState.Claimed, Attempt: 1 } && known.Node == holder.Node && known.ScheduleId == claim.ScheduleId;

    private void Advance(ScheduleEntity row, Claim claim)
    {
        row.NextDue = Times.Column(claim.Next);
        row.State = row.NextDue is null ? ScheduleState.Completed : ScheduleState.Active;
        row.Version = unit.Draw();
        row.Owner = holder.Node;
        row.Missed += Math.Max(0, claim.Missed);
        unit.Change(row);
    }

    private RunEntity Begin(ScheduleEntity row, Claim claim) => new()
    {
        Id = claim.RunId,
        ScheduleId = row.Id,
        Incarnation = row.Incarnation,
        Group = row.Group,
        Name = row.Name,
        Job = row.Job,
        Payload = row.Payload,
        TraceParent = row.TraceParent,
        Occurrence = Times.Column(claim.Occurrence),
        Fence = unit.Draw(),
        Attempt = 1,
        Node = holder.Node,
        State = RunState.Claimed,
        LeaseUntil = Times.After(unit.Now, holder.Lease),
        ClaimedAt = unit.Now,
    };
}
