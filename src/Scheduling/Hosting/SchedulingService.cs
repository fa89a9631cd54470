using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scheduling.Errors;
using Scheduling.Events;

namespace Scheduling.Hosting;

/// <summary>Starts the node with the host and stops it with the host. Tolerates a stop without a start, and a second stop.</summary>
internal sealed partial class SchedulingService(
    IServiceProvider services, SchedulingConfigurationCheck configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SchedulingService> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_busPatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _starting = Task.CompletedTask;
    private NodeShell? _shell;
    private IAsyncDisposable? _subscription;
    private bool _hasNodeStarted;
    private int _hasStopped;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        configuration.Check();
        _shell = services.GetRequiredService<NodeShell>();
        var firstFailure = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _starting = StartNodeAsync(firstFailure, _stopping.Token);

        // A store that is down when the host starts must not keep the host from starting; the node follows when the store is back.
        await (await Task.WhenAny(_starting, firstFailure.Task).WaitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_shell is null)
        {
            return;
        }

        if (Interlocked.Exchange(ref _hasStopped, 1) == 1)
        {
            return;
        }

        var shell = _shell;
        _stopping.Cancel();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_hasNodeStarted)
        {
            await DrainAsync(shell, cancellationToken).ConfigureAwait(false);
        }

        if (_subscription is not null)
        {
            await _subscription.DisposeAsync().ConfigureAwait(false);
        }

        await shell.HaltAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        // A host that was given up while it started is not stopped, only disposed.
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task StartNodeAsync(TaskCompletionSource firstFailure, CancellationToken cancellationToken)
    {
        try
        {
            await StartPartsAsync(firstFailure, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fatal) when (firstFailure.Task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            // The host has started long ago and does not wait for this any more.
            LogNotStarted(fatal);
            lifetime.StopApplication();
        }
    }

    private async Task StartPartsAsync(TaskCompletionSource firstFailure, CancellationToken cancellationToken)
    {
        await PrepareAsync(firstFailure, cancellationToken).ConfigureAwait(false);
        _shell!.Start();
        _hasNodeStarted = true;
        var subscribing = SubscribeAsync(firstFailure, cancellationToken);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            if (await Task.WhenAny(subscribing, Task.Delay(s_busPatience, time, patience.Token)).ConfigureAwait(false) != subscribing
                && firstFailure.TrySetResult())
            {
                // The store is read and the host starts without the bus; it may come yet.
                _shell.Post(new NodeInput.BusUnavailable());
            }

            patience.Cancel();
        }

        _subscription = await subscribing.ConfigureAwait(false);
        _shell.Post(new NodeInput.BusListening());
        foreach (var (job, stands) in services.GetRequiredService<StartUp>().Rebuilt)
        {
            _shell.Post(stands ? new NodeInput.RulesTakenOver(job) : new NodeInput.RulesOverruled(job));
        }
    }

    private async Task PrepareAsync(TaskCompletionSource firstFailure, CancellationToken cancellationToken)
    {
        var startUp = services.GetRequiredService<StartUp>();
        for (var failures = 0; ; failures++)
        {
            try
            {
                await startUp.PrepareAsync(cancellationToken).ConfigureAwait(false);
                if (failures > 0)
                {
                    LogStoreIsThere();
                }

                return;
            }
            catch (Exception failure) when (
                !cancellationToken.IsCancellationRequested && failure is not (SchedulingConfigurationException or ArgumentException))
            {
                if (failures == 0)
                {
                    LogStoreIsMissing(failure);
                }

                firstFailure.TrySetResult();
                await WaitAsync(failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<IAsyncDisposable> SubscribeAsync(TaskCompletionSource firstFailure, CancellationToken cancellationToken)
    {
        var bus = services.GetRequiredService<IEventBus>();
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await bus.SubscribeAsync(_shell!, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (failures == 0)
                {
                    LogBusIsMissing(failure);
                    _shell!.Post(new NodeInput.BusUnavailable());
                }

                firstFailure.TrySetResult();
                await WaitAsync(failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task WaitAsync(int failures, CancellationToken cancellationToken)
    {
        var wait = s_firstWait * Math.Pow(2, Math.Min(failures, 10));
        return Task.Delay(wait < s_longestWait ? wait : s_longestWait, time, cancellationToken);
    }

    // Handlers get their time to end; then their tokens are cancelled; then whatever is still open is left to its lease.
    private async Task DrainAsync(NodeShell shell, CancellationToken cancellationToken)
    {
        shell.Post(new NodeInput.Stopping());
        var options = services.GetRequiredService<IOptions<SchedulingOptions>>().Value;
        try
        {
            await shell.Drained.WaitAsync(options.DrainTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            shell.Post(new NodeInput.DrainEnded());
            await shell.Drained.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            shell.Post(new NodeInput.DrainEnded());
        }

        if (!shell.Drained.IsCompleted)
        {
            LogNotDrained(shell.View.Running);
        }
    }
}
