using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Stores how attempts ended, and removes ended runs that are not to be kept.</summary>
internal static class Finishing
{
    public static IReadOnlyList<CompletionResult> Finish(Tables tables, IReadOnlyList<Completion> completions, RunRetention retention, long now)
    {
        var results = new CompletionResult[completions.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Finish(tables, completions[i], retention.PerSchedule, now);
        }

        tables.Runs.Ended.RemoveBefore(Instant.ToTime(Instant.After(now, -retention.MaxAge)));
        return results;
    }

    private static CompletionResult Finish(Tables tables, Completion completion, int kept, long now)
    {
        if (tables.Runs.Find(completion.RunId) is not { State: RunState.Claimed } run || run.Attempt != completion.Attempt)
        {
            return new(false, completion.State, null);
        }

        var state = completion.State == RunState.Waiting && run.Cancel != CancelRequest.None ? RunState.Cancelled : completion.State;
        if (completion.HandlerFailed)
        {
            run.Failures++;
        }

        if (state == RunState.Waiting)
        {
            run.State = state;
            run.Error = completion.Error ?? run.Error;
            tables.Runs.Prolong(run, Instant.After(now, completion.RetryAfter));
        }
        else
        {
            CallingBack.End(tables, run, state, completion.Error, now);
            tables.Runs.Ended.Keep(run.Schedule.Id, run.CallbackOf is not null, kept);
        }

        if (completion.SetAside is { } note && run.Schedule is { IsDeleted: false, State: ScheduleState.Active } row)
        {
            SettingAside.Do(tables, row, note);
        }

        return state == RunState.Waiting
            ? new(true, state, Instant.ToTime(run.LeaseUntil))
            : new(true, state, null)
            {
                Paused = completion.CountsInARow ? FailuresInARow.Count(tables, run) : null,
                Promoted = Promoting.Promote(tables, run.Schedule, now),
            };
    }
}
