using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>One system's run, on a store that is its own and goes with it.</summary>
internal sealed class Turn(Bench bench, StoreKind store, SystemKind kind) : IAsyncDisposable
{
    private readonly List<ISystem> _systems = [];
    private string _folder = "";

    public SystemKind Kind => kind;

    public StoreKind Store => store;

    public string Connection { get; private set; } = "";

    public SystemSetup Setup => new(store, Connection, bench.Options.Slots);

    /// <summary>Makes the store.</summary>
    /// <param name="template">A database to copy.</param>
    public async Task PrepareAsync(string? template = null)
    {
        if (store == StoreKind.Postgres)
        {
            await bench.UsePostgresAsync();
            Connection = await Databases.CreateAsync(template);
        }
        else if (store == StoreKind.Sqlite)
        {
            _folder = Directory.CreateTempSubdirectory("scheduling-benchmarks-").FullName;
            Connection = Path.Combine(_folder, "schedules.db");
        }
    }

    public async Task<ISystem> StartAsync(SystemSetup? setup = null)
    {
        var system = SystemFactory.Create(kind, setup ?? Setup);
        _systems.Add(system);
        await system.StartAsync();
        return system;
    }

    /// <summary>Ends what was started, so that another may begin on the same store.</summary>
    public async Task StopAsync()
    {
        foreach (var system in _systems)
        {
            await system.DisposeAsync();
        }

        _systems.Clear();
    }

    /// <summary>Lets the server do now what loading has left to be done later.</summary>
    public Task SettleAsync() => store == StoreKind.Postgres ? Databases.SettleAsync(Connection) : Task.CompletedTask;

    /// <summary>Waits until whatever has run is recorded.</summary>
    /// <exception cref="TimeoutException">It was not in time.</exception>
    public static async Task RecordedAsync(ISystem system)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await system.IsAnyOpenAsync())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Bench.Patience)
            {
                throw new TimeoutException("All handlers have run, and the ends of some are not recorded.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (store == StoreKind.Postgres && Connection.Length > 0)
        {
            await Databases.DropAsync(Connection);
        }

        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
