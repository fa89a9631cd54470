using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Demo;
using Scheduling.ConsoleHost.Files;
using Scheduling.ConsoleHost.Jobs;
using Scheduling.ConsoleHost.Stores;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Hosting;
using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Hosting;

/// <summary>Puts the host together.</summary>
internal static class HostComposition
{
    /// <summary>A job without payload that only the host for checking has.</summary>
    public const string StandIn = "stand-in";

    /// <summary>The host that runs the schedules.</summary>
    public static IHost Build(StoreChoice store, BusChoice bus, TimeProvider time)
    {
        var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var services = host.Services;
        services.AddSingleton(time);
        services.AddSingleton<HostFeed>().AddSingleton<Board>().AddSingleton<StatementLedger>().AddSingleton<RunStatistics>();
        services.AddSingleton<EngineMeter>().AddSingleton(store).AddTransient<Arrival>().AddTransient<DemoScript>();
        services.AddSingleton<ILoggerProvider, FeedLoggerProvider>();

        // Failed runs are told by the job itself, with their reason, requests by http-get, and a start that failed by the program.
        services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Scheduling.Running", LogLevel.None)
            .AddFilter("System.Net.Http", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical));

        services.AddHttpClient(HttpGetJob.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddTransient<WriteLineJob>().AddTransient<RunCommandJob>().AddTransient<HttpGetJob>();
        services.AddEventDrivenScheduling(Configure)
            .UseStore(store)
            .UseBus(bus)
            .AddJob<ObservedJob<WriteLineJob, WriteLinePayload>, WriteLinePayload>(JobKinds.WriteLine, Configure)
            .AddJob<ObservedJob<RunCommandJob, RunCommandPayload>, RunCommandPayload>(JobKinds.RunCommand, Configure)
            .AddJob<ObservedJob<HttpGetJob, HttpGetPayload>, HttpGetPayload>(JobKinds.HttpGet, Configure);
        services.AddHostedService<BoardReader>();
        return host.Build();
    }

    /// <summary>A host that is never started, so that whatever is saved to it never runs: it tells what the library would refuse.</summary>
    public static IHost BuildForChecking(TimeProvider time)
    {
        var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        host.Services.AddSingleton(time);
        host.Services.AddSingleton<IEntryCheck, EntryCheck>();
        host.Services.AddEventDrivenScheduling()
            .UseInMemoryStore()
            .UseInMemoryBus()
            .AddJob<WriteLinePayload>(JobKinds.WriteLine, Nothing, Configure)
            .AddJob<RunCommandPayload>(JobKinds.RunCommand, Nothing, Configure)
            .AddJob<HttpGetPayload>(JobKinds.HttpGet, Nothing, Configure)
            .AddJob(StandIn, (_, _) => Task.CompletedTask);
        return host.Build();
    }

    private static void Configure(SchedulingOptions options)
    {
        options.DrainTimeout = TimeSpan.FromSeconds(1);

        // Short, so that whoever kills the program sees that the next one takes up what was cut off.
        options.Lease = TimeSpan.FromSeconds(5);
    }

    // A path as it is would be taken for a connection string if it held an equals sign.
    private static ISchedulingBuilder UseStore(this ISchedulingBuilder builder, StoreChoice store) => store switch
    {
        StoreChoice.Sqlite file => builder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file.Path }.ConnectionString),
        StoreChoice.Postgres server => builder.UsePostgres(server.ConnectionString),
        _ => builder.UseInMemoryStore(),
    };

    private static ISchedulingBuilder UseBus(this ISchedulingBuilder builder, BusChoice bus) =>
        bus is BusChoice.Redis server ? builder.UseRedisBus(server.ConnectionString) : builder.UseInMemoryBus();

    private static void Configure<TPayload>(JobBuilder<TPayload> job)
        where TPayload : IPayload => job.CancelOn("customer/deleted", match: "data.customerId").Retry(attempts: 1);

    private static Task Nothing<TPayload>(TPayload payload, RunContext run, CancellationToken cancellationToken) => Task.CompletedTask;
}
