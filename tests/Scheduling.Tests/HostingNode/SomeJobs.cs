using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

/// <summary>Jobs that are retried twice, after one second each.</summary>
internal sealed class SomeJobs(params string[] names) : INodeJobs
{
    public IReadOnlyCollection<string> Names => names;

    public bool Has(string job) => names.Contains(job);

    public TimeSpan? RetryAfter(string job, int failures, Guid runId) => failures < 3 ? TimeSpan.FromSeconds(1) : null;
}
