namespace Scheduling.Hosting;

/// <summary>What a node has to know of the jobs that are registered with it.</summary>
internal interface INodeJobs
{
    IReadOnlyCollection<string> Names { get; }

    bool Has(string job);

    /// <summary>The fingerprint of a job's cancel rules; null if the job is not registered.</summary>
    string? RulesOf(string job) => null;

    /// <summary>How long a run waits after its handler has failed so many times; null: it has failed for good.</summary>
    TimeSpan? RetryAfter(string job, int failures, Guid runId);
}
