using Scheduling.Schedules;

namespace Scheduling.Tests.Engine;

/// <summary>Calls that only end when the node takes turns meanwhile.</summary>
internal static class EngineHostCalls
{
    /// <summary>Takes turns until the call has ended, and gives its answer.</summary>
    public static async Task<T> TurnUntilAsync<T>(this EngineHost host, Task<T> call)
    {
        _ = call.ContinueWith(
            _ => host.Sleeper.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await host.SettleAsync(() => call.IsCompleted);
        return await call;
    }

    /// <summary>Moves time, with no stop in between, and takes turns until the condition holds.</summary>
    public static Task JumpToAsync(this EngineHost host, DateTimeOffset time, Func<bool> until)
    {
        host.Time.SetUtcNow(time);
        return host.SettleAsync(until);
    }

    /// <summary>Reads all schedules that match.</summary>
    public static async Task<IReadOnlyList<Schedule>> ListAsync(this EngineHost host, ScheduleFilter? filter = null)
    {
        var found = new List<Schedule>();
        await foreach (var schedule in host.Scheduler.ListAsync(filter))
        {
            found.Add(schedule);
        }

        return found;
    }

    /// <summary>Reads all runs that match.</summary>
    public static async Task<IReadOnlyList<Run>> ListRunsAsync(this EngineHost host, RunFilter? filter = null)
    {
        var found = new List<Run>();
        await foreach (var run in host.Scheduler.ListRunsAsync(filter))
        {
            found.Add(run);
        }

        return found;
    }
}
