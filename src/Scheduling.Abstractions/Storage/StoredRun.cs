using Scheduling.Jobs;

namespace Scheduling.Storage;

/// <summary>A run's row. Immutable.</summary>
public sealed record StoredRun
{
    /// <summary>The run's id: that of the claim which made it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The schedule.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>The schedule's group when it was claimed.</summary>
    public string? Group { get; init; }

    /// <summary>The schedule's name when it was claimed.</summary>
    public string? Name { get; init; }

    /// <summary>The schedule's incarnation; of a callback, that of the run that it tells of, negated.</summary>
    public required long Incarnation { get; init; }

    /// <summary>The job when it was claimed.</summary>
    public required string Job { get; init; }

    /// <summary>The payload when it was claimed.</summary>
    public string? Payload { get; init; }

    /// <summary>The trace context of the save.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The nominal time; where the run stands for missed occurrences, that of the first.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    /// <summary>When it was due; null: at its nominal time.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Why there is this run.</summary>
    public RunCause Cause { get; init; }

    /// <summary>In state <see cref="RunState.Missed"/>, and in the callback of such a run: how many occurrences it stands for; else 0.</summary>
    public long Missed { get; init; }

    /// <summary>In state <see cref="RunState.Missed"/>, and in the callback of such a run: the nominal time of the last of them.</summary>
    public DateTimeOffset? LastMissed { get; init; }

    /// <summary>Of a callback, how the run has ended that it tells of; else null.</summary>
    public RunOutcome? CallbackOf { get; init; }

    /// <summary>Of a callback, the error of the run that it tells of.</summary>
    public string? CallbackError { get; init; }

    /// <summary>As of its schedule: how many runs may fail in a row.</summary>
    public int? PauseAfterFailures { get; init; }

    /// <summary>As of its schedule: which ends have a callback.</summary>
    public Callbacks Callbacks { get; init; }

    /// <summary>The fencing token of this attempt.</summary>
    public required long Fence { get; init; }

    /// <summary>1 with the claim, one more with each rescue; 0 before the first one where it was not claimed at once.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many attempts ended with a failure of the handler.</summary>
    public int Failures { get; init; }

    /// <summary>How many attempts ended with the loss of their node.</summary>
    public int Lost { get; init; }

    /// <summary>The node that holds it, or held it last.</summary>
    public required string Node { get; init; }

    /// <summary>Its state.</summary>
    public required RunState State { get; init; }

    /// <summary>The end of its lease; of a run that waits, the time at which it is to be taken up.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Whether its handler is known to have started in this attempt.</summary>
    public bool Started { get; init; }

    /// <summary>Whether it is to be stopped.</summary>
    public CancelRequest Cancel { get; init; }

    /// <summary>When it was claimed, by the store's clock.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When it ended, by the store's clock; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the handler threw last.</summary>
    public string? Error { get; init; }

    /// <summary>What a node needs to watch over it.</summary>
    public RunHead ToHead() => new(Id, ScheduleId, Job, Attempt, State, LeaseUntil, Node, Started, Cancel);
}
