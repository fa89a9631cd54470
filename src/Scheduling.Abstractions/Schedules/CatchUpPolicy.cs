namespace Scheduling.Schedules;

/// <summary>What happens to occurrences whose time went by while nothing could run them: every node off, or the schedule paused.</summary>
public enum CatchUpPolicy
{
    /// <summary>One run, for the latest of them; the others are counted as <see cref="Jobs.RunOutcome.Missed"/>.</summary>
    Latest,

    /// <summary>Each of them is run, in order.</summary>
    All,
}
