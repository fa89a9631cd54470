using Scheduling.Storage;

namespace Scheduling.TestKit.Builders;

/// <summary>Claims to be made in tests.</summary>
public static class Claims
{
    /// <summary>From one occurrence to the next, unless another one is named. So short that a schedule which was long due is due again at once.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>A claim of the schedule's next occurrence, under a new run id.</summary>
    /// <param name="head">The schedule.</param>
    public static Claim Of(ScheduleHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new(head.Id, head.Version, head.NextDue, head.NextDue, head.NextDue + Period, 0, Guid.NewGuid());
    }

    /// <summary>A claim of the schedule's next occurrence, under a new run id.</summary>
    /// <param name="row">The schedule.</param>
    public static Claim Of(StoredSchedule row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var due = row.NextDue ?? throw new ArgumentException("A schedule without a due time has nothing to be claimed.", nameof(row));
        return new(row.Id, row.Version, due, due, due + Period, 0, Guid.NewGuid());
    }
}
