using Scheduling.Storage;

namespace Scheduling.Events;

/// <summary>One message on the bus. Which properties are set depends on its <see cref="Kind"/>. Immutable.</summary>
/// <param name="Kind">What is told.</param>
/// <param name="Node">The node that tells it: its name and epoch.</param>
public sealed record SchedulingEvent(SchedulingEventKind Kind, string Node)
{
    /// <summary>The schedule spoken of.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The schedule's version after what is told; 0 when the sender does not know it (an intent).</summary>
    public long Version { get; init; }

    /// <summary>The schedule's job, or the run's.</summary>
    public string? Job { get; init; }

    /// <summary>When the schedule or the run wakes (UTC, by the store's clock); null when it does not any more.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The run spoken of.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The run's attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// The node that holds the run (in <see cref="SchedulingEventKind.ScheduleCancel"/>), or that is to act when the schedule or the run wakes (in <see cref="SchedulingEventKind.Intent"/>,
    /// <see cref="SchedulingEventKind.ScheduleStart"/>, <see cref="SchedulingEventKind.RunStarted"/> and <see cref="SchedulingEventKind.RunFinished"/>): null there for the sender itself, empty for whoever has the job.
    /// </summary>
    public string? Holder { get; init; }

    /// <summary>What is asked of a run (in <see cref="SchedulingEventKind.ScheduleCancel"/>).</summary>
    public CancelRequest Cancel { get; init; }

    /// <summary>Whether the run's handler had started (in <see cref="SchedulingEventKind.Ack"/>).</summary>
    public bool Started { get; init; }

    /// <summary>
    /// The fingerprint of a job's cancel rules. In <see cref="SchedulingEventKind.ScheduleStart"/>: the schedule was saved by them, and they are not those that the store
    /// remembers. In <see cref="SchedulingEventKind.Hello"/>: without a nonce, the job goes by them now; with one, the node asks whether any node holds others.
    /// </summary>
    public string? Rules { get; init; }

    /// <summary>The number that the node awaits back (in <see cref="SchedulingEventKind.Hello"/>).</summary>
    public long Nonce { get; init; }
}
