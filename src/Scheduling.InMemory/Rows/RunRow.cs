using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>An open run. Guarded by the store's lock; the lease changes through <see cref="RunTable"/> alone.</summary>
internal sealed class RunRow
{
    public required Guid Id { get; init; }

    /// <summary>The life of the schedule to which it belongs, also after that one was deleted or its id saved again.</summary>
    public required ScheduleRow Schedule { get; init; }

    /// <summary>The definition when it was claimed: definitions are immutable, so the reference is its own copy of job and payload.</summary>
    public required ScheduleWrite Definition { get; init; }

    public required long Occurrence { get; init; }

    /// <summary>When it was due; never: at its nominal time.</summary>
    public long Due { get; init; } = Instant.Never;

    public RunCause Cause { get; init; }

    /// <summary>Of a callback, how the run has ended that it tells of.</summary>
    public RunOutcome? CallbackOf { get; init; }

    public string? CallbackError { get; init; }

    /// <summary>Of a callback, how many missed occurrences it tells of.</summary>
    public long Missed { get; init; }

    /// <summary>Of a callback, the last of those.</summary>
    public DateTimeOffset? LastMissed { get; init; }

    public required long Fence { get; set; }

    public required string Node { get; set; }

    public required long ClaimedAt { get; init; }

    public int Attempt { get; set; } = 1;

    public int Failures { get; set; }

    public int Lost { get; set; }

    public RunState State { get; set; }

    public long LeaseUntil { get; set; }

    public bool Started { get; set; }

    public CancelRequest Cancel { get; set; }

    /// <summary>What the handler threw last.</summary>
    public string? Error { get; set; }

    /// <summary>The schedule's next open run.</summary>
    public RunRow? NextRun { get; set; }

    /// <summary>The schedule's open run before this one.</summary>
    public RunRow? PreviousRun { get; set; }

    public RunHead ToHead() =>
        new(Id, Schedule.Id, Definition.Job, Attempt, State, Instant.ToTime(LeaseUntil), Node, Started, Cancel);

    public StoredRun ToStored() => ToStored(Instant.Never);

    /// <summary>The run as it ended: nobody runs it again, so that it holds on to no payload.</summary>
    public StoredRun ToEnded(long endedAt) => ToStored(endedAt);

    private StoredRun ToStored(long endedAt) => new()
    {
        Id = Id,
        ScheduleId = Schedule.Id,
        Group = Definition.Group,
        Name = Definition.Name,
        Incarnation = CallbackOf is null ? Schedule.Incarnation : -Schedule.Incarnation,
        Job = Definition.Job,
        Payload = endedAt == Instant.Never ? Definition.Payload : null,
        TraceParent = Definition.TraceParent,
        Occurrence = Instant.ToTime(Occurrence),
        Due = Instant.ToTimeOrNull(Due),
        Cause = Cause,
        Missed = Missed,
        LastMissed = LastMissed,
        CallbackOf = CallbackOf,
        CallbackError = CallbackError,
        PauseAfterFailures = Definition.PauseAfterFailures,
        Callbacks = Definition.Callbacks,
        ClaimedAt = Instant.ToTime(ClaimedAt),
        EndedAt = Instant.ToTimeOrNull(endedAt),
        Error = Error,
        Fence = Fence,
        Attempt = Attempt,
        Failures = Failures,
        Lost = Lost,
        Node = Node,
        State = State,
        LeaseUntil = Instant.ToTime(LeaseUntil),
        Started = Started,
        Cancel = Cancel,
    };
}
