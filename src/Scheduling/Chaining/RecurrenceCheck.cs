using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>Refuses recurrences that can't be read or can never be due. Pure.</summary>
internal static class RecurrenceCheck
{
    /// <exception cref="InvalidRecurrenceException">With the fact and the mend.</exception>
    public static void Check(Recurrence recurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        if (recurrence.EndAt < recurrence.StartAt)
        {
            throw new InvalidRecurrenceException(
                $"The recurrence ends at {recurrence.EndAt:O}, before it starts at {recurrence.StartAt:O}. Exchange the two, or leave one out.");
        }

        if (recurrence.Kind == RecurrenceKind.Every && recurrence.Period < EveryOccurrences.MinPeriod)
        {
            throw new InvalidRecurrenceException(
                $"A period of {recurrence.Period:c} is too short. Use at least {EveryOccurrences.MinPeriod:c}; a job that must go on all the time is not a schedule.");
        }

        // Without an anchor, only the time of the first save says where the occurrences lie.
        if (recurrence is { Kind: RecurrenceKind.Every, Anchor: null })
        {
            return;
        }

        var unbounded = recurrence with { StartAt = null, EndAt = null };
        if (recurrence.Kind == RecurrenceKind.Cron && Occurrences.Next(unbounded, DateTimeOffset.MinValue) is null)
        {
            throw new InvalidRecurrenceException(
                $"The cron expression \"{recurrence.Expression}\" never fires: no day of any year matches its day and month. Choose a day that the month has.");
        }

        if (Occurrences.Next(recurrence, DateTimeOffset.MinValue) is null)
        {
            throw new InvalidRecurrenceException(
                $"The recurrence has no occurrence: {recurrence}. Move its bounds, so that at least one lies between them.");
        }
    }
}
