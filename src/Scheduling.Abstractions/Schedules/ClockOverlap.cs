namespace Scheduling.Schedules;

/// <summary>What becomes of local times that come twice because a zone's clocks are put back, in autumn for most.</summary>
public enum ClockOverlap
{
    /// <summary>
    /// Fixed times come once, in the first of the two passes. A cron with an interval (<c>*</c>, a range, a step) among its seconds, minutes or hours
    /// goes by elapsed time and comes in both passes nonetheless: every five minutes stay every five minutes.
    /// </summary>
    First,

    /// <summary>All times come in both passes.</summary>
    Both,
}
