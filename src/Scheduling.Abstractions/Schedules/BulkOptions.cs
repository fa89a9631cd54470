namespace Scheduling.Schedules;

/// <summary>How what a filter means is deleted, paused, resumed or updated.</summary>
public sealed record BulkOptions
{
    /// <summary>
    /// Whether nothing is to be changed, and the answer is how many schedules would be concerned as they are now. Which those are, <see cref="IScheduler.ListAsync"/> tells with the same filter. An update
    /// makes the changes and checks them as if they were to be saved.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>With a delete or a pause: whether handlers that have started are cancelled or left to end.</summary>
    public RunningRuns Running { get; init; } = RunningRuns.Cancel;
}
