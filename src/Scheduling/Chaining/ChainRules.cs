using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>What decides how a chain goes on.</summary>
/// <param name="ScheduleId">The schedule; its jitter is drawn from the id.</param>
/// <param name="Recurrence">When it is due.</param>
/// <param name="CatchUp">What becomes of occurrences whose time went by.</param>
/// <param name="CatchUpWindow">How long after its due time an occurrence may still be run; null: for ever.</param>
internal sealed record ChainRules(string ScheduleId, Recurrence Recurrence, CatchUpPolicy CatchUp, TimeSpan? CatchUpWindow);
