using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Ends runs, and makes those that tell of it.</summary>
internal static class CallingBack
{
    /// <returns>The callback; null if nobody is to be told.</returns>
    public static RunHead? End(IRunWrites writes, RunEntity run, RunState state, string? error, DateTime now)
    {
        var payload = run.Payload;
        run.End(state, error, now);
        return Tell(writes, run, payload, now);
    }

    /// <summary>Tells of a run that has ended.</summary>
    /// <returns>The callback; null if nobody is to be told.</returns>
    public static RunHead? Tell(IRunWrites writes, RunEntity run, string? payload, DateTime now)
    {
        if (!CallbackRuns.Tell(run.Callbacks, run.State))
        {
            return null;
        }

        RunEntity callback = new()
        {
            Id = CallbackRuns.IdOf(run.Id),
            ScheduleId = run.ScheduleId,
            Incarnation = -run.Incarnation,
            Group = run.Group,
            Name = run.Name,
            Job = run.Job,
            Payload = payload,
            TraceParent = run.TraceParent,
            Cause = RunCause.Callback,
            CallbackOf = CallbackRuns.OutcomeOf(run.State),
            CallbackError = run.State == RunState.Succeeded ? null : run.Error,
            Missed = run.Missed,
            LastMissed = run.LastMissed,
            Occurrence = run.Occurrence,
            Due = run.Due,
            Node = run.Node,
            State = RunState.Waiting,
            LeaseUntil = now,
            ClaimedAt = now,
        };
        writes.Add(callback);
        return callback.ToHead();
    }
}
