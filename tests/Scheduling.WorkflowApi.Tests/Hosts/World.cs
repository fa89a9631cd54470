using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Schedules;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Hosting;
using Scheduling.WorkflowApi.Migrating;

namespace Scheduling.WorkflowApi.Tests.Hosts;

/// <summary>A database file and a clock, on which commands run and hosts are started one after the other.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 1, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-").FullName;
    private ApiHost? _running;

    public FakeTimeProvider Time { get; } = new(Start);

    public SaveWatch Saves { get; } = new();

    private string Store => $"sqlite:{Path.Combine(_folder, "data", "test.db")}";

    public static DateTimeOffset At(string time) => new(DateOnly.FromDateTime(Start.UtcDateTime), TimeOnly.ParseExact(time, "HH:mm", null), TimeSpan.Zero);

    public async Task<ApiHost> StartAsync(params string[] settings)
    {
        var app = Build(settings);
        await ApiComposition.PrepareAsync(app, CancellationToken.None);
        RunEnds ends = new(app.Services);
        await app.StartAsync();
        await ReadyAsync(app.Services.GetRequiredService<ISchedulerHealth>());
        return _running = new ApiHost(app, ends, this);
    }

    public void GoOnTo(string time)
    {
        Time.SetUtcNow(At(time));
        _running?.LookAtTheClock();
    }

    public void Forget(ApiHost host) => _running = _running == host ? null : _running;

    /// <summary>Runs a command of the program.</summary>
    public async Task<(int Code, string Output)> CommandAsync(params string[] arguments)
    {
        await using StringWriter output = new();
        Application application = new(output, output, Time, Add);
        var code = await application.RunAsync([.. arguments, "--store", Store]);
        return (code, output.ToString());
    }

    public async Task<MigrationReport> MigrateAsync(MigrationOptions? options = null)
    {
        await using var app = Build([]);
        await ApiComposition.PrepareAsync(app, CancellationToken.None);
        return await app.Services.GetRequiredService<PollingMigration>().RunAsync(options ?? new MigrationOptions(), CancellationToken.None);
    }

    public async Task<T> ReadAsync<T>(Func<WorkflowContext, Task<T>> read)
    {
        var store = StoreChoice.Read(Store);
        DbContextOptionsBuilder<WorkflowContext> options = new();
        store.Use(options, [Saves]);
        await using WorkflowContext db = new(options.Options);
        await store.PrepareAsync(db, CancellationToken.None);
        return await read(db);
    }

    public async Task<Dictionary<string, Schedule>> SchedulesAsync()
    {
        await using var app = Build([]);
        return await app.Services.GetRequiredService<IScheduler>().ListAsync().ToDictionaryAsync(schedule => schedule.Id);
    }

    /// <summary>A workflow with one node, and the row of the polled table that stands for its schedule.</summary>
    public Task<int> AddPolledAsync(string cron, DateTimeOffset nextRun) => ReadAsync(db =>
    {
        Workflow workflow = new() { Id = "w" };
        workflow.Nodes.Add(new WorkflowNode { WorkflowId = "w", Key = "n" });
        db.AddRange(workflow, new PolledJob { Workflow = "w", Node = "n", Job = "run-node", Cron = cron, Zone = "UTC", Enabled = true, NextRun = nextRun });
        return db.SaveChangesAsync();
    });

    public async Task<int> PollAtAsync(string time)
    {
        GoOnTo(time);
        var (code, output) = await CommandAsync("poll-once");
        return code == 0 ? int.Parse(output.Split(' ')[0], null) : throw new InvalidOperationException(output);
    }

    public async ValueTask DisposeAsync()
    {
        await using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Store["sqlite:".Length..] }.ConnectionString);
        SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }

    // If the clock moved during the node's first look at the store, it would take that for the difference between the two clocks.
    private static async Task ReadyAsync(ISchedulerHealth health)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!health.Read().HasStarted)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private WebApplication Build(string[] settings) => ApiComposition.Build(
        [$"--{ApiComposition.Store}={Store}", "--Urls=http://127.0.0.1:0", .. settings], Time, Add);

    private void Add(IServiceCollection services) => services.AddSingleton<IInterceptor>(Saves).AddLogging(logging => logging.ClearProviders());
}
