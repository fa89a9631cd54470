using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Talking;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>
/// After a delete, pause or cancel has returned, nothing starts until the schedule is saved or resumed. A handler that had passed its start gate counts as running for the call, and
/// may come to its first line later: then its token is cancelled, and the call has counted it.
/// </summary>
internal static class StartsAfterStops
{
    public static IEnumerable<string> Of(History history)
    {
        foreach (var (stop, late) in Late(history))
        {
            foreach (var start in late.Where(start => !start.IsCancelled))
            {
                yield return $"started after a {stop.Deed} had returned at {stop.Answer!.At:HH:mm:ss.fff}: {start}";
            }

            if (late.Count > stop.Answer!.SignalledRunning)
            {
                yield return $"{late.Count} came late after a {stop.Deed} that had counted {stop.Answer.SignalledRunning} as running: {late[0]}";
            }
        }
    }

    /// <summary>How many handlers that a call had counted as running came to their first line after it had returned.</summary>
    public static int Counted(History history) => Late(history).Sum(stop => stop.Late.Count);

    private static IEnumerable<(Call Stop, IReadOnlyList<Effect> Late)> Late(History history)
    {
        var starts = history.Starts.ToLookup(start => start.ScheduleId);
        foreach (var calls in history.Calls.GroupBy(call => call.ScheduleId))
        {
            foreach (var stop in calls.Where(call => call is { IsStop: true, HasReturned: true }))
            {
                // From the moment on at which the next one may take effect.
                var until = calls.Where(call => call.Deed is Deed.Save or Deed.Resume && call.SentAt >= stop.Answer!.At)
                    .Select(call => call.SentAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
                yield return (stop, [.. starts[calls.Key].Where(start => start.NodeAt > stop.Answer!.At && start.NodeAt < until)]);
            }
        }
    }
}
