using Scheduling.Jobs;

namespace Scheduling.Schedules;

/// <summary>A stored schedule, as it was when it was read. Immutable.</summary>
public sealed record Schedule
{
    /// <summary>The schedule's id.</summary>
    public required string Id { get; init; }

    /// <summary>What the schedule belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>By what else it is looked for.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = LabelMap.Of(value); } = LabelMap.Empty;

    /// <summary>The name of the job that runs.</summary>
    public required string Job { get; init; }

    /// <summary>The payload as JSON text; null if it has none.</summary>
    public string? Payload { get; init; }

    /// <summary>When it is due; null if the stored form can't be read by this version (the schedule is then <see cref="ScheduleState.Faulted"/>, or will be).</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>What happens to an occurrence that falls due while an earlier run is open.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>With <see cref="OverlapPolicy.BufferAll"/>: how many occurrences wait at the most.</summary>
    public int BufferLimit { get; init; }

    /// <summary>What happens to occurrences whose time went by while nothing could run them.</summary>
    public CatchUpPolicy CatchUp { get; init; }

    /// <summary>How long after its due time an occurrence may still be run; null for ever.</summary>
    public TimeSpan? CatchUpWindow { get; init; }

    /// <summary>How many runs may fail in a row before the schedule is paused; null: as many as will.</summary>
    public int? PauseAfterFailures { get; init; }

    /// <summary>With <see cref="PauseAfterFailures"/>, how many runs have failed since one succeeded, it was resumed, or its definition changed.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>
    /// Until when it is paused, in UTC, with state <see cref="ScheduleState.Active"/>: it wakes by itself. Null when it is not, and of one that is paused until somebody resumes it. A time that is past says that the pause is over and
    /// nothing was due since.
    /// </summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Whether it sleeps, is paused, has ended or was set aside. One that is paused until a time is active, since it wakes by itself: <see cref="PausedUntil"/> tells.</summary>
    public ScheduleState State { get; init; }

    /// <summary>Words for people: the definition's note, why it was paused, or why it was set aside.</summary>
    public string? Note { get; init; }

    /// <summary>Grows with every change of the schedule, each claimed occurrence included.</summary>
    public long Version { get; init; }

    /// <summary>When the next occurrence is due (UTC); null when the recurrence has ended. A paused schedule keeps the one at which it was paused.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The nominal time of that occurrence (UTC), before jitter and stagger.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>How many occurrences are left, that one included; null: without limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>How its occurrences have ended so far.</summary>
    public OutcomeCounts Counts { get; init; }

    /// <summary>How the run that ended last did; null if none has.</summary>
    public RunOutcome? LastOutcome { get; init; }

    /// <summary>When that run ended (UTC, by the store's clock).</summary>
    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>The error of that run, if it failed.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether it was declared with <c>AddRecurring</c> rather than saved.</summary>
    public bool DeclaredInCode { get; init; }

    /// <summary>When it was created (UTC, by the store's clock).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its definition was last changed (UTC, by the store's clock).</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
