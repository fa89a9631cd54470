namespace Scheduling.Jobs;

/// <summary>Is told of the end of runs. For each callback an instance is taken from the callback's scope if registered there, else made with it.</summary>
public interface IRunCallback
{
    /// <summary>Takes notice of the end of one run. What it throws makes the callback be attempted again, as the job's retries say.</summary>
    /// <param name="callback">What has ended, and how.</param>
    /// <param name="cancellationToken">Cancelled when this attempt is to end: the host stops, or the lease is lost.</param>
    Task RunAsync(RunCallback callback, CancellationToken cancellationToken);
}
