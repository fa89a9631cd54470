using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Scheduling.Redis.Connections;

/// <summary>
/// What arrives on the channel, in order, and word of every gap in it. The client subscribes again by itself when it has reconnected, but it neither waits for the server's answer nor tries again
/// if that fails; so after each loss the feed asks until the subscription is known to be in force, and only then tells of the gap.
/// </summary>
/// <param name="redis">The connection.</param>
/// <param name="channel">The channel.</param>
/// <param name="received">Is given each message.</param>
/// <param name="gap">Is told when messages may have been missed, once they no more are.</param>
/// <param name="time">The clock of the attempts.</param>
/// <param name="logger">Where losses are told of.</param>
internal sealed partial class Feed(
    IConnectionMultiplexer redis, RedisChannel channel, Action<ReadOnlyMemory<byte>> received, Action gap, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);
    private static readonly Action<RedisChannel, RedisValue> s_probe = static (_, _) => { };

    // True for a connection that is there, false for one that was lost.
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _ending = new();
    private ISubscriber _subscriber = null!;
    private ChannelMessageQueue? _queue;
    private EndPoint? _home;
    private bool _hasOwnConnection;
    private long _backAt;
    private Task _watching = Task.CompletedTask;

    /// <summary>Begins. When it has completed, the subscription is in force.</summary>
    public async Task StartAsync()
    {
        _subscriber = redis.GetSubscriber();
        redis.ConnectionFailed += OnFailed;
        redis.ConnectionRestored += OnRestored;
        try
        {
            // A queue whose subscribing fails stays with the client for ever, and nobody could read it. So the channel is tried first.
            await ConfirmFirstAsync(async () => _queue = await _subscriber.SubscribeAsync(channel).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            Detach();
            throw;
        }

        _queue!.OnMessage(message => received((ReadOnlyMemory<byte>)message.Message));
        _watching = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        Detach();
        await _ending.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _queue?.Unsubscribe(CommandFlags.FireAndForget);
        _ending.Dispose();
    }

    private void Detach()
    {
        redis.ConnectionFailed -= OnFailed;
        redis.ConnectionRestored -= OnRestored;
    }

    private void OnFailed(object? sender, ConnectionFailedEventArgs failed)
    {
        if (Concerns(failed))
        {
            LogLost(logger, failed.EndPoint, failed.FailureType, failed.Exception?.Message);
            _changes.Writer.TryWrite(false);
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (Concerns(restored))
        {
            _changes.Writer.TryWrite(true);
        }
    }

    // Messages mostly come on a connection of their own, and the loss of the other one is no gap. With RESP3 one connection may carry everything.
    private bool Concerns(ConnectionFailedEventArgs change) =>
        (_subscriber.SubscribedEndpoint(channel) is null || Equals(change.EndPoint, _home))
        && (change.ConnectionType == ConnectionType.Subscription || !_hasOwnConnection);

    private async Task WatchAsync()
    {
        while (await _changes.Reader.WaitToReadAsync(_ending.Token).ConfigureAwait(false))
        {
            if (!IsBack())
            {
                if (IsOldNews())
                {
                    continue;
                }

                // It mostly comes back on the same server, which is told; on another one it may be there without a word.
                await WaitForChangeAsync(s_firstWait).ConfigureAwait(false);
            }

            await ConfirmLongAsync().ConfigureAwait(false);
            _backAt = time.GetTimestamp();
            LogBack(logger);
            gap();
        }
    }

    private async Task ConfirmLongAsync()
    {
        for (var wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            // What is told while the question is under way may be a loss that came after its answer.
            _ = IsBack();
            try
            {
                await ConfirmAsync().ConfigureAwait(false);
                return;
            }
#pragma warning disable CA1031 // Whatever the client throws, the node must not stay deaf.
            catch (Exception fault) when (!_ending.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (wait == s_firstWait)
                {
                    LogNotBack(logger, RedisRefusal.Explain(fault, channel));
                }

                await WaitForChangeAsync(wait).ConfigureAwait(false);
            }
        }
    }

    // The client tells from the thread pool: of a connection that is back at once, its loss may be told last.
    private bool IsOldNews() =>
        _backAt != 0 && time.GetElapsedTime(_backAt) < s_firstWait && _subscriber.SubscribedEndpoint(channel) is { } server && server.Equals(_home);

    // Whether anything was told of a connection that is there: what was told of its loss may come before or after that word, and either way there is a gap to be told.
    private bool IsBack()
    {
        var isBack = false;
        while (_changes.Reader.TryRead(out var change))
        {
            isBack |= change;
        }

        return isBack;
    }

    private async Task WaitForChangeAsync(TimeSpan patience)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        await Task.WhenAny(_changes.Reader.WaitToReadAsync(waiting.Token).AsTask(), Task.Delay(patience, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        _ending.Token.ThrowIfCancellationRequested();
    }

    // The client counts as connected as soon as it can ask; the connection on which it hears may come a moment later, and until then it refuses to subscribe.
    private async Task ConfirmFirstAsync(Func<Task> then)
    {
        for (var wait = s_shortestWait; ; wait *= 2)
        {
            _ = IsBack();
            try
            {
                await ConfirmAsync(then).ConfigureAwait(false);
                return;
            }
            catch (RedisConnectionException) when (redis.IsConnected && wait < s_firstWait)
            {
                await WaitForChangeAsync(wait).ConfigureAwait(false);
            }
        }
    }

    // The client waits for the server's answer unless it has one already.
    private async Task ConfirmAsync(Func<Task>? then = null)
    {
        try
        {
            await _subscriber.SubscribeAsync(channel, s_probe).ConfigureAwait(false);
            _home = _subscriber.SubscribedEndpoint(channel);
            _hasOwnConnection = redis.GetServers().Any(server => Equals(server.EndPoint, _home) && server.GetCounters().Subscription.Subscriptions > 0);
            if (then is not null)
            {
                await then().ConfigureAwait(false);
            }
        }
        finally
        {
            _subscriber.Unsubscribe(channel, s_probe, CommandFlags.FireAndForget);
        }
    }
}
