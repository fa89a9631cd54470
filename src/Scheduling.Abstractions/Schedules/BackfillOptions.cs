namespace Scheduling.Schedules;

/// <summary>How occurrences of the past are run.</summary>
public sealed record BackfillOptions
{
    /// <summary>What happens while an earlier run is open, which after the first occurrence is the rule; by default one after the other, in order, without a limit.</summary>
    public OverlapPolicy Overlap { get; init; } = OverlapPolicy.BufferAll;

    /// <summary>
    /// Asking twice with one key makes one run of each occurrence, as long as that run is open or kept (<c>SchedulingOptions.KeepRuns</c>); null: each call makes one. 1 to 200 characters.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}
