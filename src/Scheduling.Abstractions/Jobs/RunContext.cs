using System.Globalization;

namespace Scheduling.Jobs;

/// <summary>What a handler is told about its run. Can be made by hand for the test of a handler. Safe for use by many threads.</summary>
public sealed class RunContext
{
    private volatile StopReason _stopReason;

    /// <summary>The id of the schedule.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>What the schedule belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>What people call the schedule.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>The run's id. All attempts of one occurrence share it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The nominal time of the occurrence (UTC). The run starts at or after it, never before.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    /// <summary>When the occurrence was due (UTC): its nominal time, or later by its jitter or stagger.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>Why there is this run.</summary>
    public RunCause Cause { get; init; }

    /// <summary>When this attempt started (UTC, by the node's clock).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>1 for the first attempt; one more after each failure or loss of a node.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// Grows with every claim and every attempt. A resource that remembers the highest token it has seen, and refuses lower ones, is safe
    /// from an attempt that was paused, lost its lease and woke up late.
    /// </summary>
    /// <remarks>Source: M. Kleppmann, "How to do distributed locking", 2016.</remarks>
    public long FencingToken { get; init; }

    /// <summary>Tells one life of a schedule id from the next: an id that was deleted and saved again has another.</summary>
    public long Incarnation { get; init; }

    /// <summary>
    /// The same for every attempt of this occurrence and for no other occurrence: what to store beside an effect so that it happens once. A backfill of an occurrence that has run has its key as well.
    /// </summary>
    public string IdempotencyKey => string.Create(CultureInfo.InvariantCulture, $"{ScheduleId}@{Incarnation}/{Occurrence.UtcDateTime:O}");

    /// <summary>Why the token was cancelled; <see cref="Jobs.StopReason.None"/> as long as it is not.</summary>
    public StopReason StopReason
    {
        get => _stopReason;
        init => _stopReason = value;
    }

    /// <summary>Says why the token is about to be cancelled; the first reason stands.</summary>
    internal void Stop(StopReason reason)
    {
        if (_stopReason == StopReason.None)
        {
            _stopReason = reason;
        }
    }
}
