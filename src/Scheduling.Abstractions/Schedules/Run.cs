using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Schedules;

/// <summary>The run of an occurrence, as it was when it was read: open, or ended and kept. Immutable.</summary>
public sealed record Run
{
    /// <summary>The run's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The schedule's id.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>The schedule's group when the run was claimed.</summary>
    public string? Group { get; init; }

    /// <summary>The schedule's name when the run was claimed.</summary>
    public string? Name { get; init; }

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The nominal time (UTC).</summary>
    public required DateTimeOffset Occurrence { get; init; }

    /// <summary>When it was due (UTC): its nominal time, or later by its jitter or stagger.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>Why there is this run.</summary>
    public RunCause Cause { get; init; }

    /// <summary>Of a run that tells of the end of another one, how that ended; else null.</summary>
    public RunOutcome? CallbackOf { get; init; }

    /// <summary>In state <see cref="RunState.Missed"/>: how many occurrences this stands for, from <see cref="Occurrence"/> on; else 0.</summary>
    public long Missed { get; init; }

    /// <summary>In state <see cref="RunState.Missed"/>: the nominal time of the last of them (UTC); else null.</summary>
    public DateTimeOffset? LastMissed { get; init; }

    /// <summary>Whether it is held by a node, waits for a retry, or how it has ended.</summary>
    public required RunState State { get; init; }

    /// <summary>The attempt that it is on, or ended with.</summary>
    public required int Attempt { get; init; }

    /// <summary>The node that holds it, or held it last.</summary>
    public required string Node { get; init; }

    /// <summary>When it was claimed (UTC, by the store's clock).</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When it ended (UTC, by the store's clock); null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the handler threw last; null if it threw nothing.</summary>
    public string? Error { get; init; }
}
