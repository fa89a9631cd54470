namespace Scheduling.Jobs;

/// <summary>The code of a job, and what it takes.</summary>
/// <param name="PayloadType">The type of its payload; null if it takes none.</param>
/// <param name="RunAsync">Runs one attempt.</param>
internal sealed record JobHandler(Type? PayloadType, RunHandler RunAsync)
{
    /// <summary>Whether there is code: not if only other hosts run the job.</summary>
    public bool RunsHere { get; init; } = true;
}
