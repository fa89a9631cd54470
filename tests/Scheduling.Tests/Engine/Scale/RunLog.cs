using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Jobs;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>A job that writes down each start, and by whichever clock is given.</summary>
internal sealed class RunLog
{
    public const string Job = "note";

    private readonly ConcurrentQueue<Ran> _runs = new();
    private int _count;
    private int _largestWindow;

    public IReadOnlyCollection<Ran> Runs => _runs;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The largest window seen by a handler.</summary>
    public int LargestWindow => _largestWindow;

    /// <summary>A host with this job.</summary>
    public EngineHost Host(Action<EngineSetup>? arrange = null)
    {
        EngineHost? host = null;
        return host = new EngineHost(
            builder => builder.AddJob(Job, (RunContext run, CancellationToken _) =>
            {
                _runs.Enqueue(new Ran(run.ScheduleId, run.Occurrence, host!.Time.GetUtcNow()));
                InterlockedMax(host.Shell.View.WindowSize);
                Interlocked.Increment(ref _count);
                return Task.CompletedTask;
            }),
            arrange);
    }

    private void InterlockedMax(int size)
    {
        for (var known = _largestWindow; size > known; known = _largestWindow)
        {
            Interlocked.CompareExchange(ref _largestWindow, size, known);
        }
    }
}
