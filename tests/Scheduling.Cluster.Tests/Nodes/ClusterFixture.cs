using Npgsql;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>A cluster for one test: a database of its own, and the processes that were started on it, which all end with it.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    private readonly List<ClusterNode> _nodes = [];
    private readonly Lock _lock = new();
    private readonly string _redis;
    private readonly string _prefix = RedisServer.NewPrefix();
    private int _started;

    private ClusterFixture(string database, string redis) => (Database, _redis, Effects, Store) = (database, redis, new(database), new(database));

    /// <summary>The connection string of the database.</summary>
    public string Database { get; }

    /// <summary>What handlers have told.</summary>
    public EffectsTable Effects { get; }

    /// <summary>What the store knows.</summary>
    public StoreTables Store { get; }

    /// <summary>All that were started, those that have ended too.</summary>
    public IReadOnlyList<ClusterNode> Nodes
    {
        get
        {
            lock (_lock)
            {
                return [.. _nodes];
            }
        }
    }

    /// <summary>The machine's clock, to the microsecond, as the store keeps times.</summary>
    public static DateTimeOffset Now
    {
        get
        {
            var now = TimeProvider.System.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <param name="redis">The Redis that its nodes share; the one of all tests if there is none.</param>
    public static async Task<ClusterFixture> CreateAsync(string? redis = null) =>
        new(await ClusterTemplate.CopyAsync(), redis ?? await RedisServer.FindAsync());

    public static Task Wait(TimeSpan time) => Task.Delay(time, TimeProvider.System);

    /// <summary>Polls until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan atMost, Func<string> what)
    {
        var end = Now + atMost;
        while (!await holds())
        {
            Assert.That(Now, Is.LessThan(end), what);
            await Wait(TimeSpan.FromMilliseconds(50));
        }
    }

    public async Task<ClusterNode[]> StartAsync(int nodes, bool isProxied = false, Action<NodeOptions>? configure = null)
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => BeginAsync(isProxied, configure)));
        await Task.WhenAll(begun.Select(node => node.ReadyAsync()));
        return begun;
    }

    /// <summary>Starts a node, and does not wait until it is ready.</summary>
    /// <param name="isProxied">Whether proxies stand between it and its servers; effects are written past them.</param>
    /// <param name="configure">Sets its options.</param>
    public async Task<ClusterNode> BeginAsync(bool isProxied = false, Action<NodeOptions>? configure = null)
    {
        var number = Interlocked.Increment(ref _started);
        var name = $"node-{number}";
        var postgres = isProxied ? await PostgresServer.StartProxyAsync() : null;
        var redis = isProxied ? RedisProxy.Start(_redis) : null;
        NodeOptions options = new()
        {
            Name = name,
            Number = number,
            Postgres = $"{(postgres is null ? Database : PostgresServer.Through(postgres, Database))};Application Name={name};Maximum Pool Size=8;Connection Idle Lifetime=2;Connection Pruning Interval=1",
            Redis = redis is null ? _redis : RedisProxy.Through(redis, _redis),
            Prefix = _prefix,
            Effects = $"{Database};Application Name=effects;Maximum Pool Size=4;Connection Idle Lifetime=2;Connection Pruning Interval=1",
        };
        configure?.Invoke(options);
        ClusterNode node = new(options, postgres, redis);
        lock (_lock)
        {
            _nodes.Add(node);
        }

        return node;
    }

    /// <summary>Waits until everything that was due by a time is claimed and has ended.</summary>
    public Task SettleAsync(DateTimeOffset dueBy, TimeSpan atMost) => UntilAsync(
        async () => await Store.OpenAsync(dueBy) == 0,
        atMost,
        () => $"not all that was due by {dueBy:O} has ended: {string.Join(", ", Store.OpenIdsAsync(dueBy).GetAwaiter().GetResult())}");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        using NpgsqlConnection connection = new(Database);
        NpgsqlConnection.ClearPool(connection);
        await PostgresServer.DropDatabaseAsync(Database);
    }
}
