namespace Scheduling.Schedules;

/// <summary>A schedule with what it has done of late and what is to come, as it was when it was read. Immutable.</summary>
public sealed record ScheduleDescription
{
    /// <summary>The schedule, with the counts of its outcomes.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>What it is doing, or waits for.</summary>
    public required ScheduleStanding Standing { get; init; }

    /// <summary>The same in words for people: for example why it is not running.</summary>
    public required string Explanation { get; init; }

    /// <summary>The next occurrences, as they would come if nothing changed; of a paused schedule as they would after a resume now. None if its recurrence has ended or can't be read.</summary>
    public required IReadOnlyList<UpcomingOccurrence> Upcoming { get; init; }

    /// <summary>Its open runs, the newest first: held by a node, waiting for a retry, or buffered.</summary>
    public required IReadOnlyList<Run> OpenRuns { get; init; }

    /// <summary>Runs of it that have ended and are kept, the newest first; those that stand for missed occurrences are among them.</summary>
    public required IReadOnlyList<Run> RecentRuns { get; init; }
}
