namespace Scheduling.Jobs;

/// <summary>A handler without payload. One instance is made for each attempt, in a scope of its own.</summary>
public interface IScheduledJob
{
    /// <summary>Runs one occurrence.</summary>
    /// <param name="run">Which occurrence this is, and which attempt.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the schedule is deleted, paused or cancelled, when the host stops, or when the lease is lost and another node may take
    /// over. <see cref="RunContext.StopReason"/> then says which.
    /// </param>
    Task RunAsync(RunContext run, CancellationToken cancellationToken);
}

/// <summary>A handler with a payload. One instance is made for each attempt, in a scope of its own.</summary>
/// <typeparam name="TPayload">The payload's type, as System.Text.Json reads it.</typeparam>
public interface IScheduledJob<in TPayload>
{
    /// <inheritdoc cref="IScheduledJob.RunAsync"/>
    /// <param name="payload">What the schedule was saved with.</param>
    Task RunAsync(TPayload payload, RunContext run, CancellationToken cancellationToken);
}
