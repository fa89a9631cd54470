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
        RecurrenceShape.Check(recurrence);

        // Without an anchor or a first day, only the time of the first save says where the occurrences lie.
        if (!RecurrenceShape.IsPlaced(recurrence))
        {
            return;
        }

        var left = Occurrences.MaxPassedOver;
        if (Occurrences.Next(recurrence, DateTimeOffset.MinValue, ref left) is null)
        {
            throw left < 0
                ? new InvalidRecurrenceException(
                    $"The recurrence excepts its first {Occurrences.MaxPassedOver:N0} occurrences, and none was looked for behind them: {recurrence}. Except fewer.")
                : new InvalidRecurrenceException(
                    $"The recurrence has no occurrence: {recurrence}. Move its bounds, or except less, so that at least one is left.");
        }
    }
}
