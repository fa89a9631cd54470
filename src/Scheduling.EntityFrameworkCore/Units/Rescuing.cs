using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Takes over runs whose time has come: the lease has ended, or the retry is due.</summary>
internal sealed class Rescuing(IUnitOfWork unit, RunHolder holder, int poisonAfter, RunSet runs, OpenRuns open, Lives lives, ScheduleSet schedules)
{
    public static async Task<IReadOnlyList<RescueResult>> RescueAsync(
        IUnitOfWork unit, IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken)
    {
        var runs = await RunSet.LoadAsync(unit, rescues.Select(rescue => rescue.RunId), cancellationToken).ConfigureAwait(false);
        var lives = await Lives.LoadAsync(unit, runs.ScheduleIds, cancellationToken).ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, runs.WithNeighbours, runs, cancellationToken).ConfigureAwait(false);
        var counting = rescues.Select(rescue => runs.FindOpen(rescue.RunId)).Where(run => run is { PauseAfterFailures: not null } && run.Lost + 1 >= poisonAfter).Select(run => run!.ScheduleId);
        var schedules = await ScheduleSet.LoadAsync(unit, counting, cancellationToken).ConfigureAwait(false);
        Rescuing rescuing = new(unit, holder, poisonAfter, runs, open, lives, schedules);
        return [.. rescues.Select(rescuing.Rescue)];
    }

    private RescueResult Rescue(Rescue rescue)
    {
        if (runs.FindOpen(rescue.RunId) is not { } run)
        {
            return new(RescueVerdict.Refused, null, null);
        }

        if (run.Attempt != rescue.Attempt || run.LeaseUntil > unit.Now)
        {
            return IsRepetition(run, rescue)
                ? new(RescueVerdict.Rescued, run.ToStored(), null)
                : new(RescueVerdict.Refused, null, run.ToHead());
        }

        unit.Change(run);
        if (run.Cancel != CancelRequest.None || !lives.Last(run))
        {
            var callback = CallingBack.End(unit, run, RunState.Cancelled, null, unit.Now);
            return new(RescueVerdict.Cancelled, null, null) { Promoted = Promoting.Promote(unit, open, run), Callback = callback };
        }

        if (run.State == RunState.Buffered && Promoting.HasOpenBefore(open, run))
        {
            run.LeaseUntil = Times.After(unit.Now, holder.Lease);
            return new(RescueVerdict.Refused, null, run.ToHead());
        }

        if (run.State == RunState.Claimed && ++run.Lost >= poisonAfter)
        {
            var callback = CallingBack.End(unit, run, RunState.Failed, $"Set aside as poisoned: {run.Lost} attempts were lost with their node.", unit.Now);
            return new(RescueVerdict.Poisoned, null, null) { Paused = FailuresInARow.Count(unit, schedules, run), Promoted = Promoting.Promote(unit, open, run), Callback = callback };
        }

        TakeOver(run);
        return new(RescueVerdict.Rescued, run.ToStored(), null);
    }

    private void TakeOver(RunEntity run)
    {
        run.Attempt++;
        run.Fence = unit.Draw();
        run.Node = holder.Node;
        run.State = RunState.Claimed;
        run.Started = false;
        run.LeaseUntil = Times.After(unit.Now, holder.Lease);
    }

    private bool IsRepetition(RunEntity run, Rescue rescue) =>
        run.State == RunState.Claimed && run.Attempt == rescue.Attempt + 1 && run.Node == holder.Node;
}
