using Microsoft.Extensions.Logging;
using Scheduling.Events;
using Scheduling.Redis.Connections;
using Scheduling.Redis.Delivery;
using Scheduling.Redis.Diagnostics;
using Scheduling.Redis.Hosting;
using Scheduling.Redis.Wire;
using StackExchange.Redis;

namespace Scheduling.Redis;

/// <summary>
/// The bus on Redis: PUBLISH and SUBSCRIBE on one channel, with the events in the message. The channel is subscribed to when the first listener comes, and until the bus is disposed. Nothing is
/// sent while nobody publishes, apart from the client's own keep-alive. Safe for use by many threads.
/// </summary>
internal sealed partial class RedisEventBus : IEventBus, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan s_connectPatience = TimeSpan.FromSeconds(1);

    private readonly RedisLink _link;
    private readonly RedisChannel _channel;
    private readonly int _maxMessageBytes;
    private readonly TimeProvider _time;
    private readonly BusMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Answers _answers;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _starting = new(1);
    private readonly HashSet<WireVerdict> _told = [];

    // Replaced, never changed: delivering reads it without a lock.
    private volatile Subscription[] _subscriptions = [];
    private Feed? _feed;
    private bool _isDisposed;

    public RedisEventBus(RedisLink link, RedisBusOptions options, TimeProvider time, BusMetrics metrics, ILogger<RedisEventBus> logger)
    {
        (_link, _time, _metrics, _logger) = (link, time, metrics, logger);
        _channel = RedisChannel.Literal($"{options.Prefix}:events");
        _maxMessageBytes = options.MaxMessageBytes;
        _answers = new(time);
    }

    public bool ReachesOtherProcesses => true;

    public async Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listener);
        cancellationToken.ThrowIfCancellationRequested();
        await ListenAsync(cancellationToken).ConfigureAwait(false);
        Subscription subscription = new(listener, _logger, Forget);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    public async ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellationToken.ThrowIfCancellationRequested();
        if (events.Count == 0)
        {
            return;
        }

        var messages = WireWriter.Write(events);
        _answers.ThrowIfSilent();
        var redis = await _link.GetAsync().WaitAsync(s_connectPatience, _time, cancellationToken).ConfigureAwait(false);

        // A user's own connection may be one that keeps what it can't send.
        if (!redis.IsConnected)
        {
            throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "Redis can't be reached. It is tried again until it can.");
        }

        var subscriber = redis.GetSubscriber();
        try
        {
            // All are sent, in order, before the first answer is awaited.
            Task[] answers = [.. messages.Select(message => _answers.AwaitAsync(subscriber.PublishAsync(_channel, message)))];
            await Task.WhenAll(answers).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RedisException fault) when (RedisRefusal.Explain(fault, _channel) is var refusal && refusal != fault)
        {
            throw refusal;
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                if (_feed is not null)
                {
                    await _feed.DisposeAsync().ConfigureAwait(false);
                }

                await _link.DisposeAsync().ConfigureAwait(false);
                _metrics.Dispose();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_feed is null)
            {
                var redis = await _link.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                Feed feed = new(redis, _channel, Receive, TellGap, _time, _logger);
                await feed.StartAsync().ConfigureAwait(false);
                _feed = feed;
            }
        }
        catch (RedisException fault) when (RedisRefusal.Explain(fault, _channel) is var refusal && refusal != fault)
        {
            throw refusal;
        }
        finally
        {
            _starting.Release();
        }
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        var verdict = WireReader.Read(message, _maxMessageBytes, out var events);
        if (verdict != WireVerdict.Read)
        {
            Drop(verdict, message.Length);
        }
        else if (events.Count > 0)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Enqueue(events);
            }
        }
    }

    private void Drop(WireVerdict verdict, int bytes)
    {
        _metrics.MessageDropped(verdict);
        if (!_told.Add(verdict))
        {
            return;
        }

        switch (verdict)
        {
            case WireVerdict.Oversized:
                LogOversized(_channel.ToString(), bytes, _maxMessageBytes);
                break;
            case WireVerdict.TooNew:
                LogTooNew(_channel.ToString(), WireMessage.Current);
                break;
            default:
                LogMalformed(_channel.ToString(), bytes);
                break;
        }
    }

    private void TellGap()
    {
        _metrics.GapTold();
        foreach (var subscription in _subscriptions)
        {
            subscription.EnqueueGap();
        }
    }

    private void Forget(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }
}
