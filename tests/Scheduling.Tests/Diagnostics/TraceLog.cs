using System.Collections.Concurrent;
using System.Diagnostics;
using FluentAssertions;

namespace Scheduling.Tests.Diagnostics;

/// <summary>Keeps the activities of the library that have ended, for one schedule.</summary>
internal sealed class TraceLog : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly SemaphoreSlim _more = new(0);

    public TraceLog(string scheduleId)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Scheduling",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("scheduling.schedule.id"), scheduleId))
                {
                    _ended.Enqueue(activity);
                    _more.Release();
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>An activity ends a little after its run is recorded.</summary>
    public async Task<IReadOnlyList<Activity>> FirstAsync(int count)
    {
        for (var n = 0; n < count; n++)
        {
            (await _more.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue("another activity was expected to end within 30 s");
        }

        return [.. _ended];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _more.Dispose();
    }
}
