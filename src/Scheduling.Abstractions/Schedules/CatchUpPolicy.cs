namespace Scheduling.Schedules;

/// <summary>What happens to occurrences whose time went by while nothing could run them: every node off, or the schedule paused.</summary>
public enum CatchUpPolicy
{
    /// <summary>One run, for the latest of them; the others are counted as <see cref="Jobs.RunOutcome.Missed"/>.</summary>
    Latest,

    /// <summary>
    /// Each of them is taken, in order, as if its time had just come; so the overlap policy applies, and with <see cref="OverlapPolicy.Skip"/> those that
    /// come up while an earlier run is open are skipped. (The same as in Temporal's schedules.)
    /// </summary>
    All,

    /// <summary>None of them is run, and all are counted as <see cref="Jobs.RunOutcome.Missed"/>: what is late by more than the definition's catch-up window is not run any more.</summary>
    None,
}
