using System.Collections.Concurrent;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;

namespace Scheduling.Cluster.Tests.Killing;

/// <summary>Kills one node after the other under load, and puts a new one in the place of each.</summary>
internal sealed class KillRounds(ClusterFixture cluster, int seed) : IDisposable
{
    public const int Nodes = 4;
    private const int Clients = 6;

    // Longer than any test: only a kill ends it.
    private static readonly EffectPayload s_neverEnds = new(20, FirstMilliseconds: 600_000);

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly List<OneOff> _oneOffs = [];
    private readonly List<Task> _doomed = [];
    private readonly CancellationTokenSource _ending = new();
    private ClusterNode[] _active = [];
    private int _ids;

    public SteadyLoad Load { get; private set; } = null!;

    /// <summary>One-off occurrences, and what was done to the nodes that had saved them.</summary>
    public IReadOnlyList<OneOff> OneOffs => _oneOffs;

    public async Task RunAsync(int rounds)
    {
        _active = await cluster.StartAsync(Nodes, configure: Configure);
        Load = new(ClusterFixture.Now + TimeSpan.FromSeconds(1));
        await _active[0].SaveAsync(Load.Schedules);
        var clients = Enumerable.Range(0, Clients).Select(i => new ChurnClient(i, seed + i, () => _active, _calls).RunAsync(_ending.Token)).ToArray();
        var next = await cluster.BeginAsync(configure: Configure);
        for (var round = 0; round < rounds; round++)
        {
            await next.ReadyAsync();
            var joining = next;
            next = await cluster.BeginAsync(configure: Configure);
            await KillOneAsync(round % 3, joining);
        }

        await _ending.CancelAsync();
        await Task.WhenAll(clients);
        await Task.WhenAll(_doomed);
        await next.ReadyAsync();
        await _active[0].SaveAsync([.. Enumerable.Range(0, 10).Select(_ => Once(TimeSpan.FromSeconds(1), new(0), OneOffKind.Plain))]);
    }

    public async Task<History> ReadAsync()
    {
        var runs = await cluster.Store.RunsAsync();
        return new History(
            await cluster.Effects.ReadAsync(), runs, [.. _calls], cluster.Nodes.Where(node => node.DeadAt is not null).ToDictionary(node => node.Id, node => node.DeadAt!.Value));
    }

    public void Dispose() => _ending.Dispose();

    // Any run may lose several nodes, which says nothing against it.
    private static void Configure(ClusterHost.NodeOptions options) => options.PoisonAfter = 100;

    private async Task KillOneAsync(int style, ClusterNode joining)
    {
        var victim = style == 1 ? await FindRunningAsync() : _active[_random.Next(_active.Length)];
        _active = [.. _active.Except([victim]), joining];
        await victim.SaveAsync([.. Enumerable.Range(0, 3).Select(_ => Once(TimeSpan.FromMilliseconds(250 + _random.Next(1000)), new(10), OneOffKind.Sleeping, victim))]);
        if (style == 2)
        {
            // In the midst of everything that a node does.
            _doomed.AddRange(Enumerable.Range(0, 10).Select(_ => SaveUnansweredAsync(victim)));
            await ClusterFixture.Wait(TimeSpan.FromMilliseconds(_random.Next(100)));
        }

        var killedAt = ClusterFixture.Now;
        await victim.KillAsync();
        foreach (var oneOff in _oneOffs.Where(oneOff => oneOff.Owner == victim))
        {
            oneOff.KilledAt = killedAt;
        }
    }

    // Mostly the node that has saved it; another, if that one had too much to do.
    private async Task<ClusterNode> FindRunningAsync()
    {
        var writer = _active[_random.Next(_active.Length)];
        var schedule = Once(TimeSpan.Zero, s_neverEnds, OneOffKind.Running);
        var running = _oneOffs[^1];
        await writer.SaveAsync(schedule);
        var started = _active.ToDictionary(node => node.NextAsync(line => line.Kind == LineKind.Started && line.ScheduleId == schedule.Id));
        return running.Owner = started[await Task.WhenAny(started.Keys)];
    }

    private async Task SaveUnansweredAsync(ClusterNode victim)
    {
        var schedule = Once(TimeSpan.FromMilliseconds(_random.Next(500)), new(_random.Next(300)), OneOffKind.Doubtful, victim);
        var doubtful = _oneOffs[^1];
        doubtful.IsSaved = await victim.TryAskAsync(new Command(0, Deed.Save) { Schedules = [schedule] }) is { Error: null };
    }

    private PlannedSchedule Once(TimeSpan dueIn, EffectPayload payload, OneOffKind kind, ClusterNode? owner = null)
    {
        OneOff oneOff = new($"once-{_ids++}", ClusterFixture.Now + dueIn, kind) { Owner = owner, IsSaved = kind != OneOffKind.Doubtful };
        _oneOffs.Add(oneOff);
        return new PlannedSchedule(oneOff.Id, Recurrence.Once(oneOff.Due)) { Payload = payload };
    }
}
