using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What a node is told about itself before it starts.</summary>
/// <param name="Id">Its name and epoch: a node that restarts is another node.</param>
internal sealed record NodeSettings(string Id)
{
    /// <summary>The application of which it is a node: schedules declared in code belong to it.</summary>
    public string Application { get; init; } = "application";

    public int MaxConcurrentRuns { get; init; } = 64;

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public int WindowSize { get; init; } = 1_000;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1.5);

    public int PoisonAfter { get; init; } = 3;

    public TimeSpan StrangerGrace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Which ended runs are kept.</summary>
    public RunRetention Retention { get; init; } = new(20, TimeSpan.FromDays(7));

    public TimeSpan? SafetySweep { get; init; }

    /// <summary>How long before the end of its lease an attempt stops trusting it.</summary>
    public TimeSpan TrustMargin => Lease / 6;

    public TimeSpan RenewEvery => Lease / 3;
}
