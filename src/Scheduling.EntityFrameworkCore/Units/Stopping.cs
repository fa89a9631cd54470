using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Deletes and pauses schedules, and asks for their runs to be stopped.</summary>
internal sealed class Stopping(IUnitOfWork unit, StopCommand command)
{
    // However many are stopped, only so many are held in memory.
    private const int AtOnce = 500;

    private readonly List<StoppedSchedule> _stopped = [];
    private readonly StoppingRuns _runs = new(unit, command.Cancel);

    public static async Task<StopResult> StopAsync(IUnitOfWork unit, StopCommand command, CancellationToken cancellationToken)
    {
        Stopping stopping = new(unit, command);
        var named = command.Ids.ToHashSet(StringComparer.Ordinal);
        foreach (var ids in (await stopping.NamedAsync(cancellationToken).ConfigureAwait(false)).Chunk(AtOnce))
        {
            await stopping.StopAsync(ids, named, cancellationToken).ConfigureAwait(false);
        }

        foreach (var schedules in command.StoppedBefore.Chunk(AtOnce))
        {
            await stopping._runs.StopBeforeAsync(schedules, cancellationToken).ConfigureAwait(false);
            await unit.WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        return new(stopping._stopped, stopping._runs.Claimed, stopping._runs.Waiting) { Callbacks = stopping._runs.Callbacks };
    }

    private async Task<IEnumerable<string>> NamedAsync(CancellationToken cancellationToken)
    {
        var byKey = command.CancelKeys.Count == 0 ? [] : await unit.WithCancelKeysAsync(command.CancelKeys, cancellationToken).ConfigureAwait(false);
        var matching = command.Filter is { } filter
            ? await unit.MatchingAsync(filter, null, int.MaxValue, cancellationToken).ConfigureAwait(false)
            : [];
        return command.Ids.Concat(byKey).Concat(matching).Distinct(StringComparer.Ordinal);
    }

    private async Task StopAsync(string[] ids, HashSet<string> named, CancellationToken cancellationToken)
    {
        await unit.ReserveAsync(ids.Length, cancellationToken).ConfigureAwait(false);
        var schedules = await ScheduleSet.LoadAsync(unit, ids, cancellationToken).ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, command.SchedulesOnly ? [] : ids, cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            var row = schedules.Find(id);
            var isStopped = row is not null && TryStop(row);

            // Runs outlive their schedule, and a schedule that has completed may have one: whoever names an id means them too.
            foreach (var run in open.Of(id).Where(run => named.Contains(id) || (isStopped && run.Incarnation == row!.Incarnation)))
            {
                _runs.Stop(run);
            }
        }

        await unit.WriteAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TryStop(ScheduleEntity row)
    {
        if (command.Action == StopAction.Delete)
        {
            _stopped.Add(new(row.Id, unit.Draw()));
            unit.Remove(row);
            return true;
        }

        if (row.State != ScheduleState.Active)
        {
            return false;
        }

        if (command.Until is { } until)
        {
            if (row.NextDue is null)
            {
                return false;
            }

            row.PauseUntil(Times.Column(until));
        }
        else
        {
            row.State = ScheduleState.Paused;
            row.EndPause();
        }

        row.Note = command.Note ?? row.Note;
        row.Version = unit.Draw();
        unit.Change(row);
        _stopped.Add(new(row.Id, row.Version) { Head = row.ToHead() });
        return true;
    }
}
