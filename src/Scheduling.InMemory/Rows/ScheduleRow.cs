using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>One life of a schedule. Guarded by the store's lock; indexed properties change through <see cref="ScheduleTable"/> alone.</summary>
internal sealed class ScheduleRow
{
    public required string Id { get; init; }

    public required long Incarnation { get; init; }

    public required long CreatedAt { get; init; }

    public required ScheduleWrite Definition { get; set; }

    public required string Owner { get; set; }

    public long UpdatedAt { get; set; }

    public long Version { get; set; }

    public ScheduleState State { get; set; }

    public long NextDue { get; set; } = Instant.Never;

    /// <summary>The nominal time of the next occurrence; never: the one at which it is due.</summary>
    public long NextOccurrence { get; set; } = Instant.Never;

    public long? Remaining { get; set; }

    /// <summary>Until when it is paused though it is active; never: it is not.</summary>
    public long PausedUntil { get; set; } = Instant.Never;

    /// <summary>The due time to which a resume before that returns.</summary>
    public long PausedDue { get; set; } = Instant.Never;

    public int FailureStreak { get; set; }

    public string? Note { get; set; }

    public OutcomeCounts Counts { get; set; }

    public RunOutcome? LastOutcome { get; set; }

    public long LastEndedAt { get; set; } = Instant.Never;

    public string? LastError { get; set; }

    /// <summary>The first of its open runs, which are chained; an overlap of runs is rare, so that a list for each row would be mostly empty.</summary>
    public RunRow? FirstRun { get; set; }

    /// <summary>Whether it is gone; its claimed runs still hold on to it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Whether it has a wake-up.</summary>
    public bool IsArmed => State == ScheduleState.Active && NextDue != Instant.Never;

    /// <summary>When it is due apart from a pause that ends by itself.</summary>
    public long OwnDue => PausedDue != Instant.Never ? PausedDue : NextDue;

    /// <summary>A pause until a time is over.</summary>
    public void EndPause() => (PausedUntil, PausedDue) = (Instant.Never, Instant.Never);

    /// <summary>Its open runs; each may end as it is read.</summary>
    public IEnumerable<RunRow> OpenRuns()
    {
        for (RunRow? run = FirstRun, next; run is not null; run = next)
        {
            next = run.NextRun;
            yield return run;
        }
    }

    /// <summary>The open run whose lease ends first.</summary>
    public RunRow? EarliestRun()
    {
        var earliest = FirstRun;
        for (var run = FirstRun; run is not null; run = run.NextRun)
        {
            if (run.LeaseUntil < earliest!.LeaseUntil)
            {
                earliest = run;
            }
        }

        return earliest;
    }

    public ScheduleHead? ToHead() => IsArmed
        ? new ScheduleHead(Id, Version, Definition.Job, Definition.Recurrence, Definition.CatchUp, Instant.ToTime(NextDue), Owner)
        {
            NextOccurrence = Instant.ToTimeOrNull(NextOccurrence),
            Remaining = Remaining,
            CatchUpWindow = Definition.CatchUpWindow,
        }
        : null;

    public StoredSchedule ToStored() => new()
    {
        Definition = Definition,
        Version = Version,
        Incarnation = Incarnation,
        State = State,
        NextDue = Instant.ToTimeOrNull(NextDue),
        NextOccurrence = Instant.ToTimeOrNull(NextOccurrence),
        Remaining = Remaining,
        PausedUntil = Instant.ToTimeOrNull(PausedUntil),
        PausedDue = Instant.ToTimeOrNull(PausedDue),
        FailureStreak = FailureStreak,
        Note = Note,
        Owner = Owner,
        Counts = Counts,
        LastOutcome = LastOutcome,
        LastEndedAt = Instant.ToTimeOrNull(LastEndedAt),
        LastError = LastError,
        CreatedAt = Instant.ToTime(CreatedAt),
        UpdatedAt = Instant.ToTime(UpdatedAt),
    };
}
