using Scheduling.ClusterHost.Effects;
using Scheduling.Storage;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>An occurrence has one run and one outcome; its handler has ended twice only where its process could not record the outcome.</summary>
internal static class DoubleCompletions
{
    public static IEnumerable<string> Of(History history)
    {
        foreach (var twice in history.Runs.GroupBy(run => (run.ScheduleId, run.Incarnation, run.Occurrence)).Where(runs => runs.Count() > 1))
        {
            yield return $"{twice.Count()} runs: {twice.Key}";
        }

        var runs = history.Runs.ToDictionary(run => run.Id);
        foreach (var ends in history.Effects.Where(effect => effect.Kind == EffectKind.Ended).GroupBy(effect => effect.RunId))
        {
            var attempts = ends.OrderBy(end => end.Attempt).ToList();
            foreach (var earlier in attempts[..^1].Where(end => !history.Deaths.ContainsKey(end.Process) && !history.Hindered.Contains(end.Process)))
            {
                yield return $"ended twice, and nothing had hindered its process: {earlier}";
            }

            // What ended in the attempt that the store records is what the store says.
            if (runs.TryGetValue(ends.Key, out var run) && run is { HasEnded: true, State: not (RunState.Succeeded or RunState.Cancelled) })
            {
                yield return $"ended and recorded as {run.State}: {attempts[^1]}";
            }
        }
    }

    /// <summary>How many handlers have ended more than once.</summary>
    public static int Repeated(History history) => history.Effects.Where(effect => effect.Kind == EffectKind.Ended).GroupBy(effect => effect.RunId).Count(ends => ends.Count() > 1);
}
