using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.TestKit.Builders;

/// <summary>Definitions to be saved in tests.</summary>
public static class Writes
{
    /// <summary>The job of definitions that do not name another.</summary>
    public const string Job = "send-digest";

    /// <summary>The node that saves, unless another is named.</summary>
    public const string Owner = "saver#1";

    /// <summary>An active schedule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="nextDue">When it is due; null for never.</param>
    public static ScheduleWrite Schedule(string id, DateTimeOffset? nextDue) => new()
    {
        Id = id,
        Job = Job,
        Recurrence = """{"v":1,"cron":"0 9 * * *","zone":"UTC"}""",
        State = ScheduleState.Active,
        NextDue = nextDue,
        CancelKeys = [CancelKey(id)],
        Owner = Owner,
    };

    /// <summary>The definition of a schedule that is to be replaced, as it was read.</summary>
    /// <param name="row">The schedule as it is.</param>
    public static ScheduleWrite Replacing(StoredSchedule row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Definition with { State = row.State, NextDue = row.NextDue, Note = row.Note, ExpectedVersion = row.Version };
    }

    /// <summary>A cancel key that names the schedule's id.</summary>
    /// <param name="id">The id.</param>
    public static string CancelKey(string id) => $"schedule/cancel\u001fdata.scheduleId\u001f\"{id}\"";
}
