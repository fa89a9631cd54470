namespace Scheduling.Schedules;

/// <summary>Which schedules are meant: those that match every property that is set.</summary>
public sealed record ScheduleFilter
{
    /// <summary>Every schedule. To delete them all, say so with this: an empty filter is refused there.</summary>
    public static ScheduleFilter All { get; } = new() { IncludesAll = true };

    /// <summary>Only schedules of this group.</summary>
    public string? Group { get; init; }

    /// <summary>Only schedules with one of these names; an empty list matches none.</summary>
    public IReadOnlyCollection<string>? Names { get; init; }

    /// <summary>Only schedules of this job.</summary>
    public string? Job { get; init; }

    /// <summary>Only schedules in this state.</summary>
    public ScheduleState? State { get; init; }

    /// <summary>Only schedules that have all these labels, each with exactly this value; empty: whatever their labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = LabelMap.Of(value); } = LabelMap.Empty;

    /// <summary>
    /// Only active schedules whose next occurrence is due at this time or later (<see cref="Schedule.NextDue"/>, compared to the microsecond). One that is paused, completed or faulted keeps its time, if it has
    /// one, but is not due, and has no part in a range.
    /// </summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Only active schedules whose next occurrence is due before this time, overdue ones included; see <see cref="DueFrom"/>.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only schedules that were (or were not) declared with <c>AddRecurring</c>.</summary>
    public bool? DeclaredInCode { get; init; }

    /// <summary>Whether this is <see cref="All"/>.</summary>
    public bool IncludesAll { get; private init; }

    /// <summary>Whether nothing is set, so that it would match every schedule by mistake.</summary>
    public bool IsEmpty => !IncludesAll && Group is null && Names is null && Job is null && State is null && DeclaredInCode is null
        && Labels.Count == 0 && DueFrom is null && DueBefore is null;
}
