using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>A schedule's row. Immutable.</summary>
public sealed record StoredSchedule
{
    /// <summary>What was written last.</summary>
    public required ScheduleWrite Definition { get; init; }

    /// <summary>The id.</summary>
    public string Id => Definition.Id;

    /// <summary>Drawn anew with every change of the definition, the state or the due time; the end of a run does not change it.</summary>
    public required long Version { get; init; }

    /// <summary>The version with which it was created: tells one life of the id from the next.</summary>
    public required long Incarnation { get; init; }

    /// <summary>Whether it is active, paused, completed or faulted.</summary>
    public required ScheduleState State { get; init; }

    /// <summary>When it is due next; null when the recurrence has ended.</summary>
    public required DateTimeOffset? NextDue { get; init; }

    /// <summary>The nominal time of that occurrence; null: the one at which it is due.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>How many occurrences are left, that one included; null: without limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>Until when it is paused though it is active, because its due time was moved there; null: it is not.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>With <see cref="PausedUntil"/>, the due time to which a resume before that returns.</summary>
    public DateTimeOffset? PausedDue { get; init; }

    /// <summary>With <see cref="ScheduleWrite.PauseAfterFailures"/>, how many runs have failed since one succeeded or the schedule was resumed.</summary>
    public int FailureStreak { get; init; }

    /// <summary>Words for people.</summary>
    public string? Note { get; init; }

    /// <summary>The node that saved it or claimed its last occurrence.</summary>
    public required string Owner { get; init; }

    /// <summary>How its occurrences have ended.</summary>
    public OutcomeCounts Counts { get; init; }

    /// <summary>How the run that ended last did.</summary>
    public RunOutcome? LastOutcome { get; init; }

    /// <summary>When that run ended.</summary>
    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>That run's error, if it failed.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was created, by the store's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its definition was last written, by the store's clock.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What a node needs to claim its next occurrence; null unless it is active and has one.</summary>
    public ScheduleHead? ToHead() => State == ScheduleState.Active && NextDue is { } due
        ? new ScheduleHead(Id, Version, Definition.Job, Definition.Recurrence, Definition.CatchUp, due, Owner)
        {
            NextOccurrence = NextOccurrence,
            Remaining = Remaining,
            CatchUpWindow = Definition.CatchUpWindow,
        }
        : null;
}
