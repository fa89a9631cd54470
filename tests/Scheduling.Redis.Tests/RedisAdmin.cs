using StackExchange.Redis;

namespace Scheduling.Redis.Tests;

/// <summary>Does to a server what its operator, or a stranger, might do.</summary>
internal sealed class RedisAdmin : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _redis;

    private RedisAdmin(ConnectionMultiplexer redis) => _redis = redis;

    public static async Task<RedisAdmin> ConnectAsync(string connectionString) =>
        new(await ConnectionMultiplexer.ConnectAsync(connectionString + ",allowAdmin=true"));

    public Task<RedisResult> ExecuteAsync(string command, params object[] arguments) => _redis.GetDatabase().ExecuteAsync(command, arguments);

    public async Task<int> KillAsync(string type) => (int)await ExecuteAsync("CLIENT", "KILL", "TYPE", type);

    public Task PublishAsync(string prefix, RedisValue message) => _redis.GetSubscriber().PublishAsync(RedisChannel.Literal($"{prefix}:events"), message);

    /// <summary>How many connections listen to a channel of the bus.</summary>
    public async Task<long> ListenersAsync(string prefix) => (long)((RedisResult[])(await ExecuteAsync("PUBSUB", "NUMSUB", $"{prefix}:events"))!)[1];

    /// <summary>How often each command was called.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CallsAsync()
    {
        var lines = ((string)(await ExecuteAsync("INFO", "commandstats"))!).Split('\n', StringSplitOptions.TrimEntries);
        return lines.Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal)).ToDictionary(
            line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)],
            line => long.Parse(line.Split("calls=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
