using Scheduling.Saving;
using Scheduling.Schedules;

namespace Scheduling.Triggering;

/// <summary>What a wish for runs must be like. Each refusal says the fact and the mend.</summary>
internal static class TriggerRules
{
    public static void Check(string scheduleId, OverlapPolicy? overlap, string? key)
    {
        DefinitionRules.CheckId(scheduleId);
        if (overlap is { } policy && !Enum.IsDefined(policy))
        {
            throw new ArgumentException($"The overlap policy {policy} does not exist. Use a named value of OverlapPolicy, or none for what the schedule says.");
        }

        DefinitionRules.CheckText(key, "idempotency key", scheduleId);
    }

    public static void CheckBounds(string scheduleId, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (to < from)
        {
            throw new ArgumentException($"The backfill of schedule '{scheduleId}' ends at {to:O}, before it begins at {from:O}. Exchange the two.");
        }

        if (to > now)
        {
            throw new ArgumentException($"The backfill of schedule '{scheduleId}' ends at {to:O}, and it is {now:O}. What is to come runs when it is due; end the backfill now or before.");
        }
    }
}
