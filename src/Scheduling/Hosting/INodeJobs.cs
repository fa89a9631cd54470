namespace Scheduling.Hosting;

/// <summary>What a node has to know of the jobs that are registered with it: those it runs, and those of which it knows that others do.</summary>
internal interface INodeJobs
{
    /// <summary>The jobs that this node runs.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether this node runs the job.</summary>
    bool Has(string job);

    /// <summary>Whether the job is registered here as one that only others run.</summary>
    bool IsElsewhere(string job) => false;

    /// <summary>The fingerprint of a job's cancel rules; null if the job is not registered.</summary>
    string? RulesOf(string job) => null;

    /// <summary>Whether ends of the job's runs may be told of, so that one which ended unheard may have left a callback behind.</summary>
    bool CallsBack(string job) => false;

    /// <summary>How long a run waits after its handler has failed so many times; null: it has failed for good.</summary>
    TimeSpan? RetryAfter(string job, int failures, Guid runId);
}
