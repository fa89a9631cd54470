using StackExchange.Redis;

namespace Scheduling.Redis.Connections;

/// <summary>The connection to Redis, made when it is first asked for: one of our own, which ends with us, or a user's, which does not.</summary>
internal sealed class RedisLink(Func<Task<IConnectionMultiplexer>> connect, bool isOwn) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private bool _isDisposed;

    public static RedisLink To(ConfigurationOptions options) =>
        new(async () => await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false), isOwn: true);

    public static RedisLink Of(Func<IConnectionMultiplexer> redis) => new(() => Task.FromResult(redis()), isOwn: false);

    /// <summary>The connection. It may be down, in which case it goes on trying.</summary>
    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _connecting is null or { IsFaulted: true } or { IsCanceled: true } ? _connecting = Task.Run(connect) : _connecting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<IConnectionMultiplexer>? connecting;
        lock (_lock)
        {
            _isDisposed = true;
            (connecting, _connecting) = (_connecting, null);
        }

        if (isOwn && connecting is not null)
        {
            // A host that stops does not wait for a server that is not there.
            var closing = CloseAsync(connecting);
            if (connecting.IsCompleted)
            {
                await closing.ConfigureAwait(false);
            }
        }
    }

    private static async Task CloseAsync(Task<IConnectionMultiplexer> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            // What is under way would wait for answers that nobody awaits.
            var redis = await connecting.ConfigureAwait(false);
            await redis.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
            await redis.DisposeAsync().ConfigureAwait(false);
        }
    }
}
