using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>A run's row, for queries that join it with your own tables. Written by the store alone. It has no foreign key to its schedule, which it may outlive.</summary>
public sealed class RunEntity
{
    internal RunEntity()
    {
    }

    /// <summary>The id: that of the claim which made it.</summary>
    public Guid Id { get; internal set; }

    /// <summary>The schedule.</summary>
    public string ScheduleId { get; internal set; } = null!;

    /// <summary>Which life of the schedule's id.</summary>
    public long Incarnation { get; internal set; }

    /// <summary>The schedule's group when it was claimed.</summary>
    public string? Group { get; internal set; }

    /// <summary>The schedule's name when it was claimed.</summary>
    public string? Name { get; internal set; }

    /// <summary>The job.</summary>
    public string Job { get; internal set; } = null!;

    /// <summary>The payload when it was claimed; null once it has ended.</summary>
    public string? Payload { get; internal set; }

    /// <summary>The trace context of the save.</summary>
    public string? TraceParent { get; internal set; }

    /// <summary>The nominal time (UTC); where it stands for missed occurrences, that of the first.</summary>
    public DateTime Occurrence { get; internal set; }

    /// <summary>When it was due (UTC); null: at its nominal time.</summary>
    public DateTime? Due { get; internal set; }

    /// <summary>Why there is this run.</summary>
    public RunCause Cause { get; internal set; }

    /// <summary>How many missed occurrences it stands for; 0 unless it is <see cref="RunState.Missed"/>.</summary>
    public long Missed { get; internal set; }

    /// <summary>The nominal time of the last of those (UTC).</summary>
    public DateTime? LastMissed { get; internal set; }

    /// <summary>Of a callback, how the run has ended that it tells of; else null.</summary>
    public RunOutcome? CallbackOf { get; internal set; }

    /// <summary>Of a callback, the error of the run that it tells of.</summary>
    public string? CallbackError { get; internal set; }

    /// <summary>As of its schedule: how many runs may fail in a row before that is paused.</summary>
    public int? PauseAfterFailures { get; internal set; }

    /// <summary>As of its schedule: which ends of runs have a run of their own that tells of them.</summary>
    public Callbacks Callbacks { get; internal set; }

    /// <summary>The fencing token of its attempt.</summary>
    public long Fence { get; internal set; }

    /// <summary>1 with the claim, one more with each rescue; 0 before the first one where it was not claimed at once.</summary>
    public int Attempt { get; internal set; }

    /// <summary>How many attempts ended with a failure of the handler.</summary>
    public int Failures { get; internal set; }

    /// <summary>How many attempts ended with the loss of their node.</summary>
    public int Lost { get; internal set; }

    /// <summary>The node that holds it, or held it last.</summary>
    public string Node { get; internal set; } = null!;

    /// <summary>Its state.</summary>
    public RunState State { get; internal set; }

    /// <summary>The end of its lease; of a run that waits, when it is to be taken up (UTC).</summary>
    public DateTime LeaseUntil { get; internal set; }

    /// <summary>Whether, as long as it was open, others may have been buffered: only then does its end look for one that may go on.</summary>
    public bool Followed { get; internal set; }

    /// <summary>Whether its handler is known to have started in this attempt.</summary>
    public bool Started { get; internal set; }

    /// <summary>Whether it is to be stopped.</summary>
    public CancelRequest Cancel { get; internal set; }

    /// <summary>When it was claimed (UTC).</summary>
    public DateTime ClaimedAt { get; internal set; }

    /// <summary>When it ended (UTC); null while it is open.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>What the handler threw last.</summary>
    public string? Error { get; internal set; }
}
