using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Stores how attempts ended.</summary>
internal static class Finishing
{
    public static CompletionResult Finish(Tables tables, Completion completion, long now)
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
            tables.Runs.Prolong(run, Instant.After(now, completion.RetryAfter));
        }
        else
        {
            tables.Runs.End(run, state, completion.Error, now);
        }

        if (completion.SetAside is { } note && run.Schedule is { IsDeleted: false, State: ScheduleState.Active } row)
        {
            SettingAside.Do(tables, row, note);
        }

        return new(true, state, state == RunState.Waiting ? Instant.ToTime(run.LeaseUntil) : null);
    }
}
