namespace Scheduling.Sleeping;

/// <summary>What a wake-up says to look at.</summary>
internal enum WakeUpKind
{
    /// <summary>A schedule's next occurrence.</summary>
    Schedule,

    /// <summary>The end of a run's lease, or the time of its retry.</summary>
    Run,

    /// <summary>A schedule that somebody was about to save.</summary>
    Intent,
}
