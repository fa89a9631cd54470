using System.Collections.Concurrent;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;

namespace Scheduling.Cluster.Tests.Killing;

/// <summary>
/// Saves, pauses, resumes, cancels and deletes a schedule of its own, over and over, each time on whichever node there is. A call that was cut off by a kill may take effect at any
/// time, so that nothing can be said of its schedule any more: it is left alone, and another is taken.
/// </summary>
internal sealed class ChurnClient(int number, int seed, Func<IReadOnlyList<ClusterNode>> nodes, ConcurrentQueue<Call> calls)
{
    public const string Prefix = "churn-";

    private static readonly Deed[] s_stops = [Deed.Delete, Deed.Pause, Deed.Cancel];

    private readonly Random _random = new(seed);
    private int _lives;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await LiveAsync($"{Prefix}{number}-{_lives++}", cancellationToken);
        }
    }

    private async Task LiveAsync(string id, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var stop = s_stops[_random.Next(s_stops.Length)];
            if (!await SaveAsync(id) || !await PauseBetweenAsync(1500) || !await DoAsync(stop, id) || !await PauseBetweenAsync(700)
                || (stop == Deed.Pause && !(await DoAsync(Deed.Resume, id) && await PauseBetweenAsync(1200) && await DoAsync(Deed.Delete, id) && await PauseBetweenAsync(500))))
            {
                return;
            }
        }
    }

    private Task<bool> SaveAsync(string id) => AskAsync(id, new Command(0, Deed.Save)
    {
        Schedules = [new PlannedSchedule(id, Recurrence.Every(TimeSpan.FromSeconds(1), ClusterFixture.Now + TimeSpan.FromMilliseconds(_random.Next(300)))) { Payload = new(_random.Next(300)) }],
    });

    private Task<bool> DoAsync(Deed deed, string id) => AskAsync(id, new Command(0, deed) { ScheduleId = id });

    private async Task<bool> AskAsync(string id, Command command)
    {
        var all = nodes();
        var sentAt = ClusterFixture.Now;
        Call call = new(command.Deed, id, sentAt, await all[_random.Next(all.Count)].TryAskAsync(command));
        calls.Enqueue(call);
        return call.HasReturned;
    }

    private async Task<bool> PauseBetweenAsync(int milliseconds)
    {
        await ClusterFixture.Wait(TimeSpan.FromMilliseconds(_random.Next(milliseconds)));
        return true;
    }
}
