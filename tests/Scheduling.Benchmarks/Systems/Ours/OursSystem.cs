using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Benchmarks.Systems.Ours;

/// <summary>This library, by its public packages alone.</summary>
internal sealed class OursSystem(SystemSetup setup) : ISystem, IBulk, IRecurs, ICancels, IStocks
{
    private const string Work = "work";
    private const string Keyed = "keyed";

    private readonly IHost _host = Build(setup);

    public bool CancelsMany => true;

    public IServiceProvider Services => _host.Services;

    private IScheduler Scheduler => Services.GetRequiredService<IScheduler>();

    public async Task StartAsync()
    {
        await _host.StartAsync();
        while (!Services.GetRequiredService<ISchedulerHealth>().Read().HasStarted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public Task SaveAsync(Planned planned) => Scheduler.SaveAsync(Define(planned));

    public Task SaveManyAsync(IReadOnlyList<Planned> planned) => Scheduler.SaveAsync(planned.Select(Define));

    public Task SaveRecurringAsync(int count) => Scheduler.SaveAsync(
        Enumerable.Range(0, count).Select(i => new ScheduleDefinition($"second-{i}", Work, Recurrence.Cron("* * * * * *"))));

    public Task SaveKeyedAsync(int count, DateTimeOffset due) => Scheduler.SaveAsync(
        Enumerable.Range(0, count).Select(i => new ScheduleDefinition($"keyed-{i}", Keyed, Recurrence.Once(due)) { Payload = new KeyedPayload(i, "all") }));

    public Task CancelAsync(int key) => Scheduler.SendAsync("order/closed", new { orderId = key });

    public async Task<int> CancelAllAsync() => (await Scheduler.SendAsync("customer/deleted", new { customer = "all" })).Schedules;

    public async Task StockAsync(int count)
    {
        await SaveAsync(new Planned("stock", DateTimeOffset.UtcNow.AddYears(1)));
        await Stock.MultiplyAsync(setup.Connection, "scheduling.schedules", "t.id = 'stock'", count,
            ("id", "'stock-' || g"), ("version", "nextval('scheduling.versions')"), ("next_due", "t.next_due + g * interval '1 millisecond'"));
    }

    // The window is what the node itself sleeps by: an open run is in it with the end of its lease, which comes before all that sleeps.
    public async Task<bool> IsAnyOpenAsync()
    {
        var store = Services.GetRequiredService<IScheduleStore>();
        var (page, storeNow) = await store.ReadWindowAsync(new WindowQuery(1, [Work, Keyed], 0), CancellationToken.None);
        return page.Runs.Count > 0 || page.Schedules.Any(schedule => schedule.NextDue <= storeNow);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    private static ScheduleDefinition Define(Planned planned) => new(planned.Id, Work, Recurrence.Once(planned.Due));

    private static IHost Build(SystemSetup setup)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var scheduling = builder.Services.AddEventDrivenScheduling(options =>
        {
            options.MaxConcurrentRuns = setup.Slots;
            options.WindowSize = setup.Window;
        });
        _ = setup.Store switch
        {
            StoreKind.Postgres => scheduling.UsePostgres(setup.Connection),
            StoreKind.Sqlite => scheduling.UseSqlite(setup.Connection),
            _ => scheduling.UseInMemoryStore(),
        };
        _ = setup.Redis is { } redis ? scheduling.UseRedisBus(redis) : scheduling.UseInMemoryBus();
        if (setup.OnlySaves)
        {
            scheduling.AddJobElsewhere(Work).AddJobElsewhere<KeyedPayload>(Keyed, Rules);
            return builder.Build();
        }

        scheduling
            .AddJob(Work, (run, _) =>
            {
                Probe.Hit(run.Occurrence);
                return Task.CompletedTask;
            })
            .AddJob<KeyedPayload>(
                Keyed,
                (_, run, _) =>
                {
                    Probe.Hit(run.Occurrence);
                    return Task.CompletedTask;
                },
                Rules);
        return builder.Build();
    }

    private static void Rules(JobBuilder<KeyedPayload> job) => job
        .CancelOn("order/closed", match: "data.orderId")
        .CancelOn("customer/deleted", match: "data.customer");
}
