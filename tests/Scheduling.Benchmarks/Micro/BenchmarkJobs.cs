using Scheduling.Hosting;

namespace Scheduling.Benchmarks.Micro;

/// <summary>A node's one job.</summary>
internal sealed class BenchmarkJobs : INodeJobs
{
    public IReadOnlyCollection<string> Names { get; } = ["work"];

    public bool Has(string job) => job == "work";

    public TimeSpan? RetryAfter(string job, int failures, Guid runId) => null;
}
