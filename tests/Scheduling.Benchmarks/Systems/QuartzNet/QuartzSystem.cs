using Quartz;
using Scheduling.Benchmarks.Cli;

namespace Scheduling.Benchmarks.Systems.QuartzNet;

/// <summary>
/// Quartz.NET 4.7: in memory, or on PostgreSQL as a node of a cluster, whose tables it makes itself (<c>ProvisionSchema</c>). Its settings and their sources:
/// <list type="bullet">
/// <item>a batch as large as the pool of threads (<c>MaxBatchSize</c> 0, on a database; one in memory) is what its documentation measured as fastest: QuartzSchedulerOptions.MaxBatchSize, quartznet #3824, #3862, #3900;</item>
/// <item>no lock around firing (<c>LockFreeFiringRounds</c>, on by default), and none around acquisition, which would switch the former off: AdoJobStoreOptions.LockFreeFiringRounds;</item>
/// <item>no window ahead (<c>BatchTriggerAcquisitionFireAheadTimeWindow</c>), since it "fires triggers early": QuartzSchedulerOptions;</item>
/// <item>the least wait of an idle node before it looks for what others have saved (<c>IdleWaitTime</c>): QuartzSchedulerOptions;</item>
/// <item>one durable job with many triggers, saved in one transaction (<c>ScheduleJobs</c>); System.Text.Json, which is the default since 4.0; no trigger counted as misfired, which costs further statements.</item>
/// </list>
/// </summary>
internal sealed class QuartzSystem(SystemSetup setup) : ISystem, IBulk, IRecurs, ICancels, IStocks
{
    private const int Batch = 1_000;
    private const string Due = "due";

    private static readonly JobKey s_key = new("work");

    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;

    public bool CancelsMany => true;

    private IScheduler Scheduler => _scheduler ?? throw new InvalidOperationException("Start it first.");

    public async Task StartAsync()
    {
        _factory = QuartzSchedulerBuilder.Create(Configure).Build();
        _scheduler = await _factory.GetScheduler();
        await _scheduler.AddJob(JobBuilder.Create<QuartzJob>().WithIdentity(s_key).StoreDurably().Build(), new AddJobOptions { Replace = true });
        if (!setup.OnlySaves)
        {
            await _scheduler.Start();
        }
    }

    public async Task SaveAsync(Planned planned) => await Scheduler.ScheduleJob(TriggerOf(planned, Due));

    public Task SaveManyAsync(IReadOnlyList<Planned> planned) => SaveAsync([.. planned.Select(one => TriggerOf(one, Due))]);

    public Task SaveRecurringAsync(int count) => SaveAsync(
    [
        .. Enumerable.Range(0, count).Select(i => TriggerBuilder.Create().ForJob(s_key).WithIdentity($"second-{i}", "recurring").WithCronSchedule("* * * * * ?").Build()),
    ]);

    public Task SaveKeyedAsync(int count, DateTimeOffset due) => SaveAsync([.. Enumerable.Range(0, count).Select(i => TriggerOf(new Planned($"{i}", due), "all"))]);

    public async Task CancelAsync(int key) => await Scheduler.UnscheduleJob(new TriggerKey($"{key}", "all"));

    public async Task<int> CancelAllAsync() => (await Scheduler.UnscheduleJobs(GroupMatcher<TriggerKey>.GroupEquals("all"))).Count;

    public async Task StockAsync(int count)
    {
        await Scheduler.ScheduleJob(TriggerOf(new Planned("stock", DateTimeOffset.UtcNow.AddYears(1)), "stock"));
        foreach (var table in new[] { "qrtz_triggers", "qrtz_simple_triggers" })
        {
            await Stock.MultiplyAsync(setup.Connection, table, "t.trigger_name = 'stock'", count, ("trigger_name", "'stock-' || g"), ("next_fire_time", "t.next_fire_time + g * 10000"));
        }
    }

    // In memory it forgets a trigger at once, and nothing is recorded. Its times are ticks.
    public async Task<bool> IsAnyOpenAsync() => setup.Store == StoreKind.Postgres
        && await Stock.AskAsync(setup.Connection, $"SELECT EXISTS (SELECT FROM qrtz_fired_triggers) OR EXISTS (SELECT FROM qrtz_triggers WHERE trigger_group = '{Due}' AND next_fire_time <= {DateTimeOffset.UtcNow.UtcTicks})");

    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not null)
        {
            await _scheduler.Shutdown(waitForJobsToComplete: false);
        }

        await (_factory switch
        {
            IAsyncDisposable factory => factory.DisposeAsync(),
            _ => ValueTask.CompletedTask,
        });
    }

    private static ITrigger TriggerOf(Planned planned, string group) =>
        TriggerBuilder.Create().ForJob(s_key).WithIdentity(planned.Id, group).StartAt(planned.Due).Build();

    private async Task SaveAsync(ITrigger[] triggers)
    {
        var job = await Scheduler.GetJobDetail(s_key) ?? throw new InvalidOperationException("The job is gone.");
        foreach (var batch in triggers.Chunk(Batch))
        {
            await Scheduler.ScheduleJobs(new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [job] = batch }, ScheduleJobOptions.Replacing);
        }
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = "benchmarks";
            if (setup.IsTuned)
            {
                options.IdleWaitTime = TimeSpan.FromSeconds(1);
            }
        });
        if (setup.IsTuned)
        {
            quartz.UseDefaultThreadPool(64);
        }

        if (setup.Store == StoreKind.Memory)
        {
            quartz.UseInMemoryStore(options => options.MisfireThreshold = TimeSpan.FromHours(1));
            return;
        }

        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(setup.Connection);
            store.UseClustering();
            store.ProvisionSchema();
            if (setup.IsTuned)
            {
                store.ConfigureStore(options => options.MisfireThreshold = TimeSpan.FromHours(1));
            }
        });
    }
}
