namespace Scheduling.Jobs;

/// <summary>Tells the application of the end of a run.</summary>
/// <param name="callback">What has ended, and how.</param>
/// <param name="cancellationToken">Cancelled when the attempt is to end.</param>
internal delegate Task CallbackHandler(RunCallback callback, CancellationToken cancellationToken);
