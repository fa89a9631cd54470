namespace Scheduling.Schedules;

/// <summary>How a schedule is run by hand.</summary>
public sealed record TriggerOptions
{
    /// <summary>What happens while an earlier run is open; null: what the schedule says.</summary>
    public OverlapPolicy? Overlap { get; init; }

    /// <summary>
    /// Asking twice with one key makes one run, as long as that run is open or kept (<c>SchedulingOptions.KeepRuns</c>); null: each call makes one. 1 to 200 characters. Another life of the schedule's id
    /// has other keys.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}
