using Scheduling.Cluster.Tests.Records;
using Scheduling.ClusterHost.Effects;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>What a cluster has done, for the checkers: what its handlers have told, how its runs stand in the store, what was called, and when processes died.</summary>
/// <param name="Effects">What handlers have told.</param>
/// <param name="Runs">Every run of the store.</param>
/// <param name="Calls">What was called.</param>
/// <param name="Deaths">When each process that was killed was dead.</param>
internal sealed record History(
    IReadOnlyList<Effect> Effects, IReadOnlyList<RunRecord> Runs, IReadOnlyList<Call> Calls, IReadOnlyDictionary<int, DateTimeOffset> Deaths)
{
    /// <summary>Processes that lived, and could not always record a result: they were frozen, or cut from the store.</summary>
    public IReadOnlySet<int> Hindered { get; init; } = new HashSet<int>();

    /// <summary>When processes were stopped where they were.</summary>
    public IReadOnlyList<(int Process, DateTimeOffset At)> Freezes { get; init; } = [];

    public IEnumerable<Effect> Starts => Effects.Where(effect => effect.Kind == EffectKind.Started);

    /// <summary>The attempts of each run, in order: the start, and the end if it was told of.</summary>
    public IEnumerable<IReadOnlyList<AttemptSpan>> Attempts() => Effects
        .GroupBy(effect => effect.RunId)
        .Select(run => (IReadOnlyList<AttemptSpan>)[.. run
            .GroupBy(effect => effect.Attempt)
            .Where(attempt => attempt.Any(effect => effect.Kind == EffectKind.Started))
            .OrderBy(attempt => attempt.Key)
            .Select(attempt => new AttemptSpan(
                attempt.Single(effect => effect.Kind == EffectKind.Started), attempt.FirstOrDefault(effect => effect.Kind != EffectKind.Started)))]);

    /// <summary>When an attempt was over at the latest: it told so, or its process was dead, or was stopped beneath it. Null if none is known.</summary>
    public DateTimeOffset? EndOf(AttemptSpan attempt)
    {
        var end = attempt.End?.NodeAt ?? (Deaths.TryGetValue(attempt.Start.Process, out var died) ? died : null);
        var frozen = Freezes.Where(freeze => freeze.Process == attempt.Start.Process && freeze.At >= attempt.Start.NodeAt && !(freeze.At > end)).Select(freeze => (DateTimeOffset?)freeze.At).Min();
        return frozen ?? end;
    }
}
