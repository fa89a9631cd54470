using System.Collections.Concurrent;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.States;
using Scheduling.Benchmarks.Cli;

namespace Scheduling.Benchmarks.Systems.HangfireNet;

/// <summary>
/// Hangfire 1.8. Its settings and their sources: the least interval between looks at a queue that Hangfire.PostgreSql accepts (<c>QueuePollInterval</c> 50 ms) with its notifications
/// (<c>EnableLongPolling</c>), and looks at what is scheduled as often (<c>SchedulePollingInterval</c>): PostgreSqlStorageOptions.cs; 20 workers or, where more, five a processor as shipped
/// (BackgroundJobServerOptions); the compact data of version 1.8 (docs.hangfire.io, "Upgrading to 1.8").
/// </summary>
internal sealed class HangfireSystem(SystemSetup setup) : ISystem, IRecurs, ICancels, IStocks
{
    private const int Clients = 10;

    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<int, string> _ids = [];
    private JobStorage? _storage;
    private BackgroundJobServer? _server;
    private BackgroundJobClient? _client;

    public bool CancelsMany => false;

    private BackgroundJobClient Client => _client ?? throw new InvalidOperationException("Start it first.");

    public async Task StartAsync()
    {
        GlobalConfiguration.Configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
        _storage = Storage();
        _client = new BackgroundJobClient(_storage);
        BackgroundJobServerOptions options = new();
        if (setup.IsTuned)
        {
            options.SchedulePollingInterval = s_often;
            options.WorkerCount = Math.Max(20, options.WorkerCount);
        }

        // It looks for its locks in its constructor, on this thread.
        _server = await Task.Run(() => new BackgroundJobServer(options, _storage));
    }

    public Task SaveAsync(Planned planned) => Task.Run(() => Schedule(planned));

    public Task SaveManyAsync(IReadOnlyList<Planned> planned) => Parallel.ForEachAsync(
        planned, new ParallelOptions { MaxDegreeOfParallelism = setup.Store == StoreKind.Memory ? 1 : Clients }, async (one, _) => await SaveAsync(one));

    public Task SaveRecurringAsync(int count)
    {
        RecurringJobManager manager = new(_storage);
        return Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, token) =>
            await Task.Run(() => manager.AddOrUpdate($"second-{i}", () => HangfireJob.EverySecond(), "* * * * * *"), token));
    }

    public Task SaveKeyedAsync(int count, DateTimeOffset due) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, token) =>
            _ids[i] = await Task.Run(() => Schedule(new Planned($"{i}", due)), token));

    public Task CancelAsync(int key) => Task.Run(() => Client.Delete(_ids[key]));

    public Task<int> CancelAllAsync() => throw new NotSupportedException("Hangfire has no such call.");

    public async Task StockAsync(int count)
    {
        var id = Schedule(new Planned("stock", DateTimeOffset.UtcNow.AddYears(1)));

        // Its ids are drawn from a sequence, which goes on behind those that are made here.
        await Stock.MultiplyAsync(setup.Connection, "hangfire.job", $"t.id = {id}", count, ("id", "t.id + g"));
        await Stock.MultiplyAsync(setup.Connection, "hangfire.set", $"t.value = '{id}'", count,
            ("id", "nextval('hangfire.set_id_seq')"), ("value", "(t.value::bigint + g)::text"), ("score", "t.score + g * 0.001"));
        await Servers.Databases.ExecuteAsync(setup.Connection, "SELECT setval('hangfire.job_id_seq', (SELECT max(id) FROM hangfire.job))");
    }

    public async Task<bool> IsAnyOpenAsync() => setup.Store == StoreKind.Postgres
        && await Stock.AskAsync(setup.Connection, "SELECT EXISTS (SELECT FROM hangfire.job WHERE statename IN ('Enqueued', 'Processing')) OR EXISTS (SELECT FROM hangfire.jobqueue)");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.SendStop();
            await _server.WaitForShutdownAsync(CancellationToken.None);
            _server.Dispose();
        }

        (_storage as IDisposable)?.Dispose();
    }

    private string Schedule(Planned planned)
    {
        var ticks = planned.Due.UtcTicks;
        return Client.Create(() => HangfireJob.Once(ticks), new ScheduledState(planned.Due.UtcDateTime));
    }

    private JobStorage Storage()
    {
        if (setup.Store == StoreKind.Memory)
        {
            // Ids that count up take less than GUIDs: InMemoryStorageOptions.IdType, whose default that is.
            return new InMemoryStorage(new InMemoryStorageOptions());
        }

        PostgreSqlStorageOptions options = new() { StartupConnectionMaxRetries = 0, AllowDegradedModeWithoutStorage = false };
        if (setup.IsTuned)
        {
            options.QueuePollInterval = s_often;
            options.EnableLongPolling = true;
        }

        return new PostgreSqlStorage(new NpgsqlConnectionFactory(setup.Connection, options), options);
    }
}
