using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Model;

/// <summary>
/// A schedule's row, for queries that join it with your own tables, and as the end of a foreign key that deletes it by cascade. Written by the store alone: change
/// schedules through <see cref="IScheduler"/>. Deleting rows is safe, see <c>Using(dbContext)</c>.
/// </summary>
public sealed class ScheduleEntity
{
    internal ScheduleEntity()
    {
    }

    /// <summary>The id.</summary>
    public string Id { get; internal set; } = null!;

    /// <summary>What it belongs to.</summary>
    public string? Group { get; internal set; }

    /// <summary>What people call it.</summary>
    public string? Name { get; internal set; }

    /// <summary>The job.</summary>
    public string Job { get; internal set; } = null!;

    /// <summary>The payload as JSON text.</summary>
    public string? Payload { get; internal set; }

    /// <summary>The stored form of the recurrence.</summary>
    public string Recurrence { get; internal set; } = null!;

    /// <summary>What happens to an occurrence that falls due while a run is open.</summary>
    public OverlapPolicy Overlap { get; internal set; }

    /// <summary>With <see cref="OverlapPolicy.BufferAll"/>, how many runs wait at the most.</summary>
    public int BufferLimit { get; internal set; }

    /// <summary>What happens to occurrences whose time went by.</summary>
    public CatchUpPolicy CatchUp { get; internal set; }

    /// <summary>How long after its due time an occurrence may still be run, in its column as ticks of 100 ns; null: for ever.</summary>
    public TimeSpan? CatchUpWindow { get; internal set; }

    /// <summary>How many runs may fail in a row before it is paused; null: as many as will.</summary>
    public int? PauseAfterFailures { get; internal set; }

    /// <summary>With that, how many have failed since one succeeded or it was resumed.</summary>
    public int FailureStreak { get; internal set; }

    /// <summary>Which ends of its runs have a run of their own that tells of them.</summary>
    public Callbacks Callbacks { get; internal set; }

    /// <summary>Its state.</summary>
    public ScheduleState State { get; internal set; }

    /// <summary>Words for people.</summary>
    public string? Note { get; internal set; }

    /// <summary>The note of its definition, which returns on resume.</summary>
    public string? DefinitionNote { get; internal set; }

    /// <summary>Drawn anew with every change and every claim; never used twice.</summary>
    public long Version { get; internal set; }

    /// <summary>The version with which it was created.</summary>
    public long Incarnation { get; internal set; }

    /// <summary>When it is due next (UTC); null when the recurrence has ended.</summary>
    public DateTime? NextDue { get; internal set; }

    /// <summary>The nominal time of that occurrence (UTC); null: the one at which it is due.</summary>
    public DateTime? NextOccurrence { get; internal set; }

    /// <summary>How many occurrences are left, that one included; null: without limit.</summary>
    public long? Remaining { get; internal set; }

    /// <summary>Until when it is paused though it is active, because its due time was moved there (UTC).</summary>
    public DateTime? PausedUntil { get; internal set; }

    /// <summary>With that, the due time to which a resume returns (UTC).</summary>
    public DateTime? PausedDue { get; internal set; }

    /// <summary>How often somebody has asked for runs of it. A claim that began before the last time finds that it may not know of a run, and does nothing.</summary>
    public long Asked { get; internal set; }

    /// <summary>The node that saved it or claimed its last occurrence.</summary>
    public string Owner { get; internal set; } = null!;

    /// <summary>The application whose code declares it.</summary>
    public string? DeclaredBy { get; internal set; }

    /// <summary>The W3C trace context of the save.</summary>
    public string? TraceParent { get; internal set; }

    /// <summary>How many of the runs that are not listed any more succeeded.</summary>
    public long Succeeded { get; internal set; }

    /// <summary>How many of the runs that are not listed any more failed.</summary>
    public long Failed { get; internal set; }

    /// <summary>How many of the runs that are not listed any more were cancelled.</summary>
    public long Cancelled { get; internal set; }

    /// <summary>How many occurrences were not run because an earlier run was open.</summary>
    public long SkippedOverlap { get; internal set; }

    /// <summary>How many occurrences were missed.</summary>
    public long Missed { get; internal set; }

    /// <summary>How the last of the runs that are not listed any more ended.</summary>
    public RunOutcome? LastOutcome { get; internal set; }

    /// <summary>When that one ended (UTC).</summary>
    public DateTime? LastEndedAt { get; internal set; }

    /// <summary>That one's error.</summary>
    public string? LastError { get; internal set; }

    /// <summary>When it was created (UTC).</summary>
    public DateTime CreatedAt { get; internal set; }

    /// <summary>When its definition was last written (UTC).</summary>
    public DateTime UpdatedAt { get; internal set; }
}
