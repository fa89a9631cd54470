using Scheduling.Storage;

namespace Scheduling.Schedules;

/// <summary>What became of a wish for a run.</summary>
/// <param name="RunId">The run's id; without meaning if it was skipped.</param>
/// <param name="Verdict">Whether it starts at once, waits for earlier runs to end, was skipped, or was asked for before.</param>
public sealed record TriggeredRun(Guid RunId, TriggerVerdict Verdict);
