namespace Scheduling.Storage;

/// <summary>What a node wants to know when wake-ups have fired of which it has only heard.</summary>
/// <param name="Limit">How many due schedules, and how many due runs, at the most.</param>
/// <param name="Jobs">The jobs that the node runs; none if it only saves and stops schedules.</param>
/// <param name="ScheduleIds">Schedules to tell of in any case.</param>
public sealed record DueQuery(int Limit, IReadOnlyCollection<string> Jobs, IReadOnlyList<string> ScheduleIds);
