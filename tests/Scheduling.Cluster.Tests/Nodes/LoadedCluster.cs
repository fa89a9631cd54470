using System.Collections.Concurrent;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Killing;
using Scheduling.Cluster.Tests.Records;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>Nodes with a steady load and clients that change schedules, to which a test does something, and which must have lost and doubled nothing of it afterwards.</summary>
internal sealed class LoadedCluster(ClusterFixture cluster, IReadOnlyList<ClusterNode> nodes) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly CancellationTokenSource _ending = new();
    private Task[] _clients = [];
    private SteadyLoad _load = null!;
    private DateTimeOffset _until;

    /// <summary>How long after the end of the disturbance everything was in order again.</summary>
    public TimeSpan SettledAfter { get; private set; }

    /// <param name="clients">How many clients change schedules.</param>
    public async Task StartAsync(int clients = 4)
    {
        _load = new(ClusterFixture.Now + TimeSpan.FromMilliseconds(500));
        await nodes[0].SaveAsync(_load.Schedules);
        _clients = [.. Enumerable.Range(0, clients).Select(i => new ChurnClient(i, i, () => nodes, _calls).RunAsync(_ending.Token))];
        await ClusterFixture.Wait(TimeSpan.FromSeconds(1));
    }

    /// <summary>Waits until all that was due has run, and reads what has happened.</summary>
    public async Task<History> EndAsync()
    {
        var healed = ClusterFixture.Now;
        await _ending.CancelAsync();
        await Task.WhenAll(_clients).WaitAsync(s_patience, TimeProvider.System);
        _until = ClusterFixture.Now;
        await cluster.SettleAsync(_until, s_patience);
        SettledAfter = ClusterFixture.Now - healed;
        return new(await cluster.Effects.ReadAsync(), await cluster.Store.RunsAsync(), [.. _calls], new Dictionary<int, DateTimeOffset>());
    }

    public void Dispose() => _ending.Dispose();

    public IEnumerable<string> Violations(History history) => [.. LostOccurrences.Of(history, _load.ToRun(_until)), .. Invariants.Of(history)];

    public string Summary(History history) =>
        $"{_load.ToRun(_until).Count()} occurrences had to run, {history.Attempts().Count(run => run.Count > 1)} runs had several attempts, {DoubleCompletions.Repeated(history)} handlers ended twice;"
        + $" {history.Calls.Count} calls, {history.Calls.Count(call => !call.HasReturned)} failed; in order {SettledAfter.TotalSeconds:0.0} s after the end";
}
