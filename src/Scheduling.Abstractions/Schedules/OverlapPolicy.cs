namespace Scheduling.Schedules;

/// <summary>What happens to an occurrence that falls due while an earlier run of the same schedule is open.</summary>
/// <remarks>The names are those of Temporal's schedules.</remarks>
public enum OverlapPolicy
{
    /// <summary>The occurrence is not run; it is counted as <see cref="Jobs.RunOutcome.SkippedOverlap"/>.</summary>
    Skip,

    /// <summary>The occurrence runs beside the earlier one.</summary>
    AllowAll,
}
