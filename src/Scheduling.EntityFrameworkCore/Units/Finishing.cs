using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Stores how attempts ended. The rows of their schedules are left alone, unless failures in a row are counted there: an ended run counts as long as it is listed.</summary>
internal static class Finishing
{
    public static async Task<IReadOnlyList<CompletionResult>> FinishAsync(
        IUnitOfWork unit, IReadOnlyList<Completion> completions, RunRetention retention, CancellationToken cancellationToken)
    {
        var runs = await RunSet.LoadAsync(unit, completions.Select(completion => completion.RunId), cancellationToken).ConfigureAwait(false);
        var schedules = await ScheduleSet.LoadAsync(unit, Concerned(completions, runs), cancellationToken).ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, runs.WithNeighbours, runs, cancellationToken).ConfigureAwait(false);
        HashSet<string> ended = new(StringComparer.Ordinal);
        var results = new CompletionResult[completions.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var run = runs.FindOpen(completions[i].RunId);
            results[i] = Finish(unit, run, schedules, completions[i]);
            if (run is not null && !run.IsOpen())
            {
                ended.Add(run.ScheduleId);
                var paused = results[i].Recorded && completions[i].CountsInARow ? FailuresInARow.Count(unit, schedules, run) : null;
                results[i] = results[i] with { Paused = paused, Promoted = Promoting.Promote(unit, open, run) };
            }
        }

        await unit.WriteAsync(cancellationToken).ConfigureAwait(false);
        await Trimming.TrimAsync(unit, ended, results.Length, retention, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private static IEnumerable<string> Concerned(IReadOnlyList<Completion> completions, RunSet runs) => completions
        .Where(completion => completion.SetAside is not null || completion.CountsInARow)
        .Select(completion => runs.FindOpen(completion.RunId)?.ScheduleId)
        .OfType<string>();

    private static CompletionResult Finish(IUnitOfWork unit, RunEntity? run, ScheduleSet schedules, Completion completion)
    {
        if (run is not { State: RunState.Claimed } || run.Attempt != completion.Attempt)
        {
            return new(false, completion.State, null);
        }

        var state = completion.State == RunState.Waiting && run.Cancel != CancelRequest.None ? RunState.Cancelled : completion.State;
        unit.Change(run);
        run.Failures += completion.HandlerFailed ? 1 : 0;
        if (state == RunState.Waiting)
        {
            run.State = state;
            run.LeaseUntil = Times.After(unit.Now, completion.RetryAfter);
            run.Error = completion.Error ?? run.Error;
        }
        else
        {
            CallingBack.End(unit, run, state, completion.Error, unit.Now);
        }

        if (completion.SetAside is { } note && schedules.Find(run.ScheduleId) is { State: ScheduleState.Active } row && row.Incarnation == run.Incarnation)
        {
            SettingAside.SetAside(unit, row, note);
        }

        return new(true, state, state == RunState.Waiting ? Times.Told(run.LeaseUntil) : null);
    }
}
