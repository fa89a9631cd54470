using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A run, as the store's answers show it.</summary>
internal sealed class RunFacts(StoredRun run, OverlapPolicy overlap, long sequence)
{
    public Guid Id => run.Id;

    public string ScheduleId => run.ScheduleId;

    public long Incarnation => run.Incarnation;

    public string Job => run.Job;

    public RunCause Cause => run.Cause;

    public DateTimeOffset Occurrence => run.Occurrence;

    public DateTimeOffset Due => run.Due ?? run.Occurrence;

    /// <summary>What its schedule said of open runs when it arrived, or who asked for it.</summary>
    public OverlapPolicy Overlap => overlap;

    /// <summary>The place of its arrival among all that the store has carried out.</summary>
    public long Sequence => sequence;

    public int Attempt { get; set; } = run.Attempt;

    /// <summary>0 while it was never held: what waits or is buffered is shown without it.</summary>
    public long Fence { get; set; } = run.Fence;

    public string Node { get; set; } = run.Node;

    public DateTimeOffset LeaseUntil { get; set; } = run.LeaseUntil;

    public bool IsWaiting { get; set; } = run.State == RunState.Waiting;

    public bool IsBuffered { get; set; } = run.State == RunState.Buffered;

    public bool IsHeld => Outcome is null && !IsWaiting && !IsBuffered;

    /// <summary>Somebody asked for its end: a stop, or an occurrence that cancels the others.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Since when nothing stands before its first attempt, in true time since the start: it was asked for, or the last run before it has ended. Null for others.</summary>
    public long? FreeSince { get; set; }

    /// <summary>The node that was told so, and is to take it up; null if it was none, or none that can.</summary>
    public string? Told { get; set; }

    /// <summary>Whoever asked for it had given up before it was made, and nobody has seen it since: it is found when its row is next read.</summary>
    public bool IsUnheardOf { get; set; }

    /// <summary>How it ended; null while it is open.</summary>
    public RunState? Outcome { get; set; }

    public int Lost { get; set; }

    public bool IsOfSameLife(RunFacts other) => ScheduleId == other.ScheduleId && Incarnation == other.Incarnation;

    /// <summary>Whether it goes before another one that is buffered like it.</summary>
    public bool GoesBefore(RunFacts other) => Occurrence != other.Occurrence ? Occurrence < other.Occurrence : Id.CompareTo(other.Id) < 0;

    /// <summary>What is known of a run that nobody holds yet.</summary>
    public static StoredRun Stored(RunHead head, RowFacts row, DateTimeOffset occurrence, DateTimeOffset? due, RunCause cause, DateTimeOffset now) => new()
    {
        Id = head.Id,
        ScheduleId = row.Id,
        Incarnation = row.Incarnation,
        Job = head.Job,
        Occurrence = occurrence,
        Due = due,
        Cause = cause,
        Fence = 0,
        Attempt = head.Attempt,
        Node = head.Node,
        State = head.State,
        LeaseUntil = head.LeaseUntil,
        ClaimedAt = now,
    };
}
