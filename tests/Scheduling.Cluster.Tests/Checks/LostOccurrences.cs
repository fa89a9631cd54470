using Scheduling.ClusterHost.Effects;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>Every occurrence of the reference list has had its effect.</summary>
internal static class LostOccurrences
{
    public static IEnumerable<string> Of(History history, IEnumerable<(string Id, DateTimeOffset Occurrence)> reference)
    {
        var ended = history.Effects.Where(effect => effect.Kind == EffectKind.Ended).Select(effect => (effect.ScheduleId, effect.Occurrence)).ToHashSet();
        return reference.Where(due => !ended.Contains(due)).Select(due => $"lost: {due.Id} of {due.Occurrence:O}");
    }
}
