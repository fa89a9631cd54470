namespace Scheduling.Schedules;

/// <summary>What a schedule shall be: given to <see cref="IScheduler"/>, which creates it or replaces what has the same id.</summary>
/// <param name="Id">
/// The schedule's id: 1 to 200 characters, none of them a control character. Ids are compared by their characters, case included.
/// </param>
/// <param name="Job">The name of the job that runs, as registered with <c>AddJob</c>.</param>
/// <param name="Recurrence">When it is due.</param>
public sealed record ScheduleDefinition(string Id, string Job, Recurrence Recurrence)
{
    /// <summary>What the schedule belongs to, for example a workflow's id; up to 200 characters. Groups are listed and deleted together.</summary>
    public string? Group { get; init; }

    /// <summary>What people call it, for example a node of a workflow; up to 200 characters. It need not be unique.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// By what else it is looked for (<see cref="ScheduleFilter.Labels"/>), for example <c>tenant = acme</c>: at most 32, with names of 1 to 100 characters and values of up to 200, none of them a control
    /// character; case counts. Empty by default; what is given is copied.
    /// </summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = LabelMap.Of(value); } = LabelMap.Empty;

    /// <summary>What the handler is given; serialized with System.Text.Json when the schedule is saved, 256 KiB at most.</summary>
    public object? Payload { get; init; }

    /// <summary>What happens to an occurrence that falls due while an earlier run is open.</summary>
    public OverlapPolicy Overlap { get; init; } = OverlapPolicy.Skip;

    /// <summary>
    /// With <see cref="OverlapPolicy.BufferAll"/>: how many occurrences wait at the most, 1 to 1,000. The ones beyond are counted as <see cref="Jobs.RunOutcome.SkippedOverlap"/>.
    /// </summary>
    public int BufferLimit { get; init; } = 100;

    /// <summary>What happens to occurrences whose time went by while nothing could run them.</summary>
    public CatchUpPolicy CatchUp { get; init; } = CatchUpPolicy.Latest;

    /// <summary>
    /// How long after its due time an occurrence may still be run; over zero, 3,650 days at the most. What is late by more is passed over and counted as
    /// <see cref="Jobs.RunOutcome.Missed"/>, whatever the policy. Null for no end (for <see cref="CatchUpPolicy.None"/>: for 10 seconds). An occurrence that could
    /// not be claimed, because the store or every node was down, stays due until then.
    /// </summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>
    /// How many runs may fail in a row, each after all its attempts, before the schedule is paused with a note that says so; 1 to 1,000. A run that succeeds begins the count anew, as do a resume and a changed definition; one that is
    /// cancelled counts for nothing. Runs that are open when it is paused go on. Null for never.
    /// </summary>
    public int? PauseAfterFailures { get; init; }

    /// <summary>
    /// Set, it is saved only over a schedule whose definition was last changed then: <see cref="Schedule.UpdatedAt"/>, which pauses, resumes and runs leave as it is. Of two who have read the same schedule and
    /// change it, the second is told so by a <see cref="Errors.ScheduleConflictException"/>.
    /// </summary>
    public DateTimeOffset? IfUnchangedSince { get; init; }

    /// <summary>Words for people: why it exists, or why it is as it is; up to 1,000 characters.</summary>
    public string? Note { get; init; }
}
