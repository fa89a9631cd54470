namespace Scheduling.Jobs;

/// <summary>Runs one attempt.</summary>
/// <param name="scope">The services of this attempt.</param>
/// <param name="payload">What the schedule was saved with; null for a job without payload.</param>
/// <param name="run">What the handler is told.</param>
/// <param name="cancellationToken">Cancelled when the attempt is to end.</param>
internal delegate Task RunHandler(IServiceProvider scope, object? payload, RunContext run, CancellationToken cancellationToken);
