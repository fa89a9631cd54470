using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Sleeping;

/// <summary>A time, and what to look at then. A hint: whatever it says, the claim decides.</summary>
internal sealed class WakeUp
{
    public required WakeUpKind Kind { get; init; }

    /// <summary>The schedule's id, or the run's.</summary>
    public required string Id { get; init; }

    /// <summary>When the row wakes, by the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The schedule's version, or the run's attempt; news that is older is ignored.</summary>
    public required long Version { get; init; }

    /// <summary>The node that is expected to act on it; empty: one of those that have its job.</summary>
    public required string Owner { get; init; }

    /// <summary>The node that has announced it, if it is an intent: its next word of the schedule settles it.</summary>
    public string? Announcer { get; init; }

    /// <summary>The job that a node must have to act on it; null if that is not known.</summary>
    public required string? Job { get; init; }

    /// <summary>When this node acts on it, by the store's clock: at once if it owns it, otherwise after a grace. Set by the window.</summary>
    public DateTimeOffset FireAt { get; set; }

    /// <summary>The node to which this one leaves it, and since when by the store's clock. Set with <see cref="FireAt"/>.</summary>
    public (string Node, DateTimeOffset Since) LeftTo { get; set; } = ("", DateTimeOffset.MinValue);

    /// <summary>What a claim needs; null where only the time was heard of.</summary>
    public ScheduleHead? Head { get; init; }

    /// <summary>The recurrence, once it has been read from the head.</summary>
    public Recurrence? Recurrence { get; set; }

    /// <summary>The run spoken of.</summary>
    public Guid RunId { get; init; }

    /// <summary>It has fired and waits for its turn; it keeps its place in the window so that the same row is not read on again.</summary>
    public bool HasFired { get; set; }

    /// <summary>It fired because its owner, to whom it was left, did not act in time.</summary>
    public bool IsInPlaceOfOwner { get; set; }

    /// <summary>How often its claim has found the schedule held by a transaction of others.</summary>
    public int BusyTimes { get; set; }

    /// <summary>The run's id in an earlier claim of this version, which may come about yet: the next one asks for the same run.</summary>
    public Guid? RunIdOfEarlierClaim { get; set; }

    /// <summary>It was replaced or removed; whoever still holds it drops it.</summary>
    public bool IsStale { get; set; }

    public (WakeUpKind Kind, string Id) Key => (Kind, Id);

    public static WakeUp For(ScheduleHead head) => new()
    {
        Kind = WakeUpKind.Schedule,
        Id = head.Id,
        At = head.NextDue,
        Version = head.Version,
        Owner = head.Owner,
        Job = head.Job,
        Head = head,
    };

    public static WakeUp For(RunHead run) => ForRun(run.Id, run.Attempt, run.LeaseUntil, run.Node, run.Job);

    public static WakeUp ForRun(Guid runId, int attempt, DateTimeOffset at, string node, string? job) => new()
    {
        Kind = WakeUpKind.Run,
        Id = runId.ToString("N"),
        RunId = runId,
        At = at,
        Version = attempt,
        Owner = node,
        Job = job,
    };

    public static WakeUp ForHearsay(string scheduleId, long version, DateTimeOffset at, string owner, string? job) => new()
    {
        Kind = WakeUpKind.Schedule,
        Id = scheduleId,
        At = at,
        Version = version,
        Owner = owner,
        Job = job,
    };

    public static WakeUp ForIntent(string scheduleId, DateTimeOffset at, string owner, string? job, string? announcer = null) => new()
    {
        Kind = WakeUpKind.Intent,
        Id = scheduleId,
        At = at,
        Version = 0,
        Owner = owner,
        Job = job,
        Announcer = announcer,
    };
}
