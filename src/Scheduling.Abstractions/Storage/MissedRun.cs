namespace Scheduling.Storage;

/// <summary>How occurrences that were passed over together are listed.</summary>
/// <param name="Id">The id under which they stand.</param>
/// <param name="First">The nominal time of the first.</param>
/// <param name="Last">The nominal time of the last.</param>
public sealed record MissedRun(Guid Id, DateTimeOffset First, DateTimeOffset Last);
