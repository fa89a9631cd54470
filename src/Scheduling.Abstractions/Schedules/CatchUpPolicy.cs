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

    /// <summary>
    /// None of them: what is late is counted as <see cref="Jobs.RunOutcome.Missed"/>. Nothing starts at its very time, so an occurrence is late once its due time
    /// is longer ago than <see cref="ScheduleDefinition.CatchUpWindow"/>, which is 10 seconds for this policy if it is not set; and of several that are due at
    /// once, all but the latest are.
    /// </summary>
    None,
}
