namespace Scheduling.Schedules;

/// <summary>What becomes of local times that a zone's clocks jump over, in spring for most.</summary>
public enum ClockGap
{
    /// <summary>
    /// Times in the gap come once, together, at the first valid instant after it; where that instant is an occurrence anyway, it stays one.
    /// A cron whose hours are an interval (<c>*</c>, a range, a step) has no occurrence for them: the hours after the gap go on as they are named.
    /// </summary>
    Shift,

    /// <summary>There is no occurrence for times in the gap: a daily one has none on that day.</summary>
    Skip,
}
