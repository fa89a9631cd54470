using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>The usual deployment: hosts with an API, which run nothing, and workers, which have the job's handler.</summary>
internal sealed class Office : IAsyncDisposable
{
    public const string Job = "remind";

    /// <summary>Cancels the reminders of one customer.</summary>
    public const string Closed = "customer/closed";

    public Cluster Cluster { get; } = new();

    public CallLog Store => Cluster.Store;

    public Probe Probe => Cluster.Probe;

    public Task<EngineHost> ApiAsync(string name = "api", Action<ISchedulingBuilder>? more = null) => StartAsync(name, builder =>
    {
        builder.AddJobElsewhere<Reminder>(Job, Rules);
        more?.Invoke(builder);
    });

    public Task<EngineHost> WorkerAsync(string name, int slots = 64) => StartAsync(
        name, builder => builder.AddJob<Reminder>(Job, (_, run, token) => Probe.RunAsync(name, run, token), Rules), slots);

    public Task<Schedule> SaveAsync(EngineHost host, string id, DateTimeOffset at, int customer = 1) => Cluster.FinishAsync(
        host.Scheduler.SaveAsync(new ScheduleDefinition(id, Job, Recurrence.Once(at)) { Payload = new Reminder(customer) }));

    /// <summary>A clean stop.</summary>
    public async Task StopAsync(EngineHost host)
    {
        var stopping = host.StopAsync();
        await host.Sleeper.WokenOnceAsync();
        await Cluster.FinishAsync(stopping);
        Cluster.Silence(host);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private static void Rules(JobBuilder<Reminder> job) => job.CancelOn(Closed, "data.customerId").Retry(1);

    private async Task<EngineHost> StartAsync(string name, Action<ISchedulingBuilder> jobs, int slots = 64)
    {
        var host = await Cluster.AddAsync(name, options => options.MaxConcurrentRuns = slots, jobs);
        await Cluster.SettleAsync();
        host.Shell.View.HasReadWindow.Should().BeTrue();
        return host;
    }
}
