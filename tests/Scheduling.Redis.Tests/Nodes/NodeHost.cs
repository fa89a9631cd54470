using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scheduling.InMemory;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Redis.Tests.Nodes;

/// <summary>A whole host: a node on a store that others share, and on Redis.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    public const string Job = "job";

    private readonly Channel<RunContext> _starts = Channel.CreateUnbounded<RunContext>();
    private readonly Channel<bool> _cancelled = Channel.CreateUnbounded<bool>();
    private readonly IHost _host;

    public NodeHost(string name, InMemoryScheduleStore store, string redis, int slots)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<ILoggerProvider>(Logs);
        builder.Services
            .AddEventDrivenScheduling(options => (options.NodeName, options.MaxConcurrentRuns, options.DrainTimeout) = (name, slots, TimeSpan.FromSeconds(1)))
            .UseInMemoryStore(store)
            .UseRedisBus(redis)
            .AddJob(Job, RunAsync, job => job.Retry(attempts: 1));
        _host = builder.Build();
    }

    public LogLines Logs { get; } = new();

    public IScheduler Scheduler => _host.Services.GetRequiredService<IScheduler>();

    /// <summary>What the handler does between its start and its end.</summary>
    public Func<CancellationToken, Task> Body { get; set; } = _ => Task.CompletedTask;

    public async Task<NodeHost> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    /// <summary>Waits for the next run to start here.</summary>
    public async Task<RunContext> NextStartAsync()
    {
        using CancellationTokenSource patience = new(Waiting.Patience, TimeProvider.System);
        return await _starts.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits for a handler to be cancelled here.</summary>
    public async Task NextCancelAsync()
    {
        using CancellationTokenSource patience = new(Waiting.Patience, TimeProvider.System);
        await _cancelled.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        _starts.Writer.TryWrite(run);
        try
        {
            await Body(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.Writer.TryWrite(true);
            throw;
        }
    }
}
