using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Shows a stored run to users.</summary>
internal static class RunView
{
    public static Run Of(StoredRun row) => new()
    {
        Id = row.Id,
        ScheduleId = row.ScheduleId,
        Group = row.Group,
        Name = row.Name,
        Job = row.Job,
        Occurrence = row.Occurrence,
        Due = row.Due ?? row.Occurrence,
        Cause = row.Cause,
        CallbackOf = row.CallbackOf,
        Missed = row.Missed,
        LastMissed = row.LastMissed,
        State = row.State,
        Attempt = row.Attempt,
        Node = row.Node,
        ClaimedAt = row.ClaimedAt,
        EndedAt = row.EndedAt,
        Error = row.Error,
    };
}
