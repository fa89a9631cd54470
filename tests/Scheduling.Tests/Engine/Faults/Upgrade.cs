using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Events;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Hosts of two versions of an application side by side: an event that the old one knows, and one that only the new one does.</summary>
internal sealed class Upgrade : IAsyncDisposable
{
    public const string Known = "customer/deleted";
    public const string OnlyNew = "customer/closed";

    public Cluster Cluster { get; } = new();

    public CallLog Store => Cluster.Store;

    public IEnumerable<SchedulingEvent> WordsOfRules => Cluster.Bus.Published.Where(news => news.Rules is not null);

    public Task<EngineHost> OldAsync(string name) => StartAsync(name, static job => job.CancelOn(Known, "data.customerId"));

    public Task<EngineHost> NewAsync(string name) =>
        StartAsync(name, static job => job.CancelOn(Known, "data.customerId").CancelOn(OnlyNew, "data.customerId"));

    public Task<Schedule> SaveAsync(EngineHost host, string id, int customer = 1) => Cluster.FinishAsync(
        host.Scheduler.SaveAsync(new ScheduleDefinition(id, "remind", Recurrence.Cron("@yearly")) { Payload = new Reminder(customer) }));

    /// <summary>Sends an event, and tells how many schedules it has cancelled.</summary>
    public async Task<int> SendAsync(EngineHost host, string name, int customer = 1) =>
        (await Cluster.FinishAsync(host.Scheduler.SendAsync(name, new Reminder(customer)))).Schedules;

    /// <summary>A clean stop.</summary>
    public async Task StopAsync(EngineHost host)
    {
        var stopping = host.StopAsync();
        await host.Sleeper.WokenOnceAsync();
        await Cluster.FinishAsync(stopping);
        Cluster.Silence(host);
    }

    /// <summary>The process is gone, without a word.</summary>
    public void Kill(EngineHost host) => Cluster.Silence(host);

    /// <summary>Loses the word that something was saved by other rules, but not that of who goes by which.</summary>
    public void LoseHintsOfSaves(bool areLost = true) =>
        Cluster.Bus.Loses = news => areLost && news is { Kind: SchedulingEventKind.ScheduleStart, Rules: not null };

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private async Task<EngineHost> StartAsync(string name, Action<JobBuilder<Reminder>> rules)
    {
        var host = await Cluster.AddAsync(
            name, jobs: builder => builder.AddJob<Reminder>("remind", static (_, _, _) => Task.CompletedTask, rules));
        await Cluster.SettleAsync();
        host.Shell.View.HasReadWindow.Should().BeTrue();
        return host;
    }
}
