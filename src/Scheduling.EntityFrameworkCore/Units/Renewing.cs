using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Prolongs leases.</summary>
internal static class Renewing
{
    public static async Task<IReadOnlyList<RenewResult>> RenewAsync(
        IUnitOfWork unit, IReadOnlyList<Renewal> renewals, TimeSpan lease, CancellationToken cancellationToken)
    {
        var runs = await RunSet.LoadAsync(unit, renewals.Select(renewal => renewal.RunId), cancellationToken).ConfigureAwait(false);
        var lives = await Lives.LoadAsync(unit, runs.ScheduleIds, cancellationToken).ConfigureAwait(false);
        return [.. renewals.Select(renewal => Renew(unit, runs.FindOpen(renewal.RunId), lives, renewal, lease))];
    }

    private static RenewResult Renew(IUnitOfWork unit, RunEntity? run, Lives lives, Renewal renewal, TimeSpan lease)
    {
        if (run is null)
        {
            return new(false, default, CancelRequest.None);
        }

        if (run.State != RunState.Claimed || run.Attempt != renewal.Attempt)
        {
            return Refused(run);
        }

        // A schedule that the store deleted has left its mark; one without has vanished by other hands.
        if (run.Cancel == CancelRequest.None && !lives.Last(run))
        {
            run.Cancel = CancelRequest.Always;
            unit.Change(run);
        }

        if (run.Cancel != CancelRequest.None && !run.Started && !renewal.Started)
        {
            return Refused(run);
        }

        run.Started |= renewal.Started;
        run.LeaseUntil = Times.After(unit.Now, lease);
        unit.Change(run);
        return new(true, Times.Told(run.LeaseUntil), run.Cancel);
    }

    private static RenewResult Refused(RunEntity run) => new(false, Times.Told(run.LeaseUntil), run.Cancel);
}
