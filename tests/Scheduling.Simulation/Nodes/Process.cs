using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Simulation.Buses;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Stores;
using Scheduling.Storage;

namespace Scheduling.Simulation.Nodes;

/// <summary>One life of a node: the library's own host, registered as a user would, on simulated time, threads, store and bus.</summary>
internal sealed class Process : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IHostedService _service;
    private readonly BusLink _bus;
    private readonly ProcessMeters _meters = new();

    public Process(World world, int machine, string name, IScheduleStore store, Dice dice)
    {
        (Machine, Name) = (machine, name);
        var scenario = world.Scenario;
        Time = new SimulatedTime(world.Agenda, world.Cluster.Machines[machine], Life, dice);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IWorkQueue>(new SimulatedQueue(world.Agenda, Life, dice, scenario.Lease / 20, () => world.Weather.Faults.Starvation));
        services.AddSingleton<IMeterFactory>(_meters);
        services.AddSingleton<ILoggerFactory>(new ProcessLog(world, Name));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IHostApplicationLifetime>(new Unstoppable());
        services.AddSingleton(world.Mutation.WrapLink(new StoreLink(world, this, store)));
        _bus = new BusLink(world, this);
        services.AddSingleton<IEventBus>(_bus);
        services.AddSingleton(world.Mutation.Change(new NodeSettings(Name)
        {
            MaxConcurrentRuns = scenario.Slots,
            Lease = scenario.Lease,
            WindowSize = scenario.Window,
            Grace = scenario.Grace,
            PoisonAfter = scenario.PoisonAfter,
            SafetySweep = scenario.SafetySweep,
            Retention = new RunRetention(scenario.KeepRuns, TimeSpan.FromHours(1)),
        }));
        var builder = services.AddEventDrivenScheduling();
        foreach (var job in world.Cluster.JobsOf(machine))
        {
            builder.AddJob<Payload>(
                job,
                (payload, run, token) => world.Handlers.RunAsync(this, payload, run, token),
                settings => settings.CancelOn("customer/deleted", "data.customerId").Retry(3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)));
        }

        _provider = services.BuildServiceProvider();
        _service = _provider.GetRequiredService<IHostedService>();
        Scheduler = _provider.GetRequiredService<IScheduler>();
        Node = _provider.GetRequiredService<Node>();
        Shell = _provider.GetRequiredService<NodeShell>();
    }

    public Life Life { get; } = new();

    public int Machine { get; }

    public string Name { get; }

    public TimeProvider Time { get; }

    public IScheduler Scheduler { get; }

    public Node Node { get; }

    public NodeShell Shell { get; }

    /// <summary>It dies when it would tell the others of a change that is stored.</summary>
    public bool DiesBeforeItTells { get; set; }

    /// <summary>It is stopping, and does nothing new.</summary>
    public bool IsLeaving { get; private set; }

    public bool IsUp => !Life.IsOver && !IsLeaving && Shell.View.HasReadWindow;

    /// <summary>It has started in full.</summary>
    public bool IsSubscribed => _bus.IsSubscribed;

    public void Start() => _ = _service.StartAsync(CancellationToken.None);

    /// <summary>Stops as a host does: it finishes what it has begun, for a while.</summary>
    public async Task LeaveAsync()
    {
        IsLeaving = true;
        await _service.StopAsync(CancellationToken.None).ConfigureAwait(false);
        Dispose();
    }

    /// <summary>What it has planned does not happen any more; what it has sent is on its way.</summary>
    public void Dispose()
    {
        Life.End();
        _meters.Dispose();
    }
}
