using System.Collections.Frozen;
using Scheduling.Jobs;

namespace Scheduling.Hosting;

/// <summary>The jobs that are registered here, those that only other hosts run too, and the schedules declared in code. Immutable.</summary>
/// <param name="jobs">The jobs; no name twice.</param>
/// <param name="declared">The schedules; no id twice.</param>
/// <param name="problems">What of the registrations could not be used.</param>
internal sealed class JobRegistry(
    IReadOnlyCollection<JobDefinition> jobs, IReadOnlyList<DeclaredSchedule> declared, IReadOnlyList<string> problems) : INodeJobs
{
    private readonly FrozenDictionary<string, JobDefinition> _jobs = jobs.ToFrozenDictionary(job => job.Name, StringComparer.Ordinal);

    /// <summary>All that are registered, in one order.</summary>
    public IReadOnlyCollection<JobDefinition> All { get; } = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];

    /// <summary>Those that run here, in one order, whichever the process: the store is asked the same question each time.</summary>
    public IReadOnlyCollection<string> Names { get; } = [.. jobs.Where(job => job.RunsHere).Select(job => job.Name).Order(StringComparer.Ordinal)];

    public IReadOnlyList<DeclaredSchedule> Declared { get; } = declared;

    /// <summary>What is wrong with the registrations, each with its mend; a host with any of them does not start.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    public bool Has(string job) => Find(job) is { RunsHere: true };

    public bool IsElsewhere(string job) => Find(job) is { RunsHere: false };

    public string? RulesOf(string job) => Find(job)?.Fingerprint;

    public bool CallsBack(string job) => Find(job) is { RunsHere: true, Callbacks: not Storage.Callbacks.None };

    public TimeSpan? RetryAfter(string job, int failures, Guid runId) => Find(job)?.Retry.DelayAfter(failures, runId);

    /// <summary>The job of that name, wherever it runs.</summary>
    public JobDefinition? Find(string name) => _jobs.GetValueOrDefault(name);
}
