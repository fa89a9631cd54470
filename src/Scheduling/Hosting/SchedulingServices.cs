using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Scheduling.Cancelling;
using Scheduling.Describing;
using Scheduling.Diagnostics;
using Scheduling.Matching;
using Scheduling.Running;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Sleeping;
using Scheduling.Triggering;

namespace Scheduling.Hosting;

/// <summary>Registers the parts of a node.</summary>
internal static class SchedulingServices
{
    /// <summary>Called once for each service collection, after the options, the registry and the configuration check are registered.</summary>
    public static void AddNode(IServiceCollection services)
    {
        services.TryAddSingleton<IWorkQueue, PoolWorkQueue>();
        services.TryAddSingleton<ISleepingExecutor, TimerSleepingExecutor>();
        services.AddSingleton<SchedulingMetrics>();
        services.AddSingleton<CountingStore>();
        services.TryAddSingleton(provider => Settings(provider.GetRequiredService<IOptions<SchedulingOptions>>().Value));
        services.AddSingleton<NodeClock>();
        services.AddSingleton<AckBoard>();
        services.AddSingleton<HintPublisher>();
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<StoreCaller>();
        services.AddSingleton<KeyRebuild>();
        services.AddSingleton(provider => new Node(
            provider.GetRequiredService<NodeSettings>(), provider.GetRequiredService<JobRegistry>()));
        services.AddSingleton<NodeShell>();
        services.AddSingleton<PhaseSequence>();
        services.AddSingleton<DefinitionResolver>();
        services.AddSingleton<SaveSchedules>();
        services.AddSingleton<UpdateSchedules>();
        services.AddSingleton<UpdateMatching>();
        services.AddSingleton<BulkSchedules>();
        services.AddSingleton<ResumeSchedules>();
        services.AddSingleton<TriggerIds>();
        services.AddSingleton<TriggerRuns>();
        services.AddSingleton<DescribeSchedules>();
        services.AddSingleton<StopSchedules>();
        services.AddSingleton<StopWithCommit>();
        services.AddSingleton<EventData>();
        services.AddSingleton<SendEvents>();
        services.AddSingleton<StartUp>();
        services.AddSingleton<IScheduler, Scheduler>();
        services.AddSingleton<ISchedulerHealth, NodeHealth>();
        services.AddSingleton<IHostedService, SchedulingService>();
    }

    // Each start is another node: acknowledgements and claims of an earlier life are not its own.
    private static NodeSettings Settings(SchedulingOptions options) => new($"{options.NodeName}#{Guid.NewGuid().ToString("N")[..12]}")
    {
        Application = options.ApplicationName,
        MaxConcurrentRuns = options.MaxConcurrentRuns,
        Lease = options.Lease,
        WindowSize = options.WindowSize,
        Grace = options.Grace,
        PoisonAfter = options.PoisonAfter,
        StrangerGrace = options.StrangerGrace,
        SafetySweep = options.SafetySweep,
        Retention = new(options.KeepRuns, options.KeepRunsFor),
    };
}
