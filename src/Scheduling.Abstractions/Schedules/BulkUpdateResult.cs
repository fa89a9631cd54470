namespace Scheduling.Schedules;

/// <summary>What became of the schedules that were to be updated together.</summary>
/// <param name="Changed">How many were changed; in a dry run, would be.</param>
/// <param name="Unchanged">How many the change leaves as they are.</param>
/// <param name="Conflicts">The ids of those that others changed at the same time: they are as others left them.</param>
/// <param name="Vanished">The ids of those that others deleted meanwhile.</param>
public sealed record BulkUpdateResult(int Changed, int Unchanged, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Vanished);
