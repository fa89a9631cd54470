using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <summary>How large a recurrence may become, so that what is read from anywhere costs neither the stack nor the memory of its reader.</summary>
internal static class RecurrenceBounds
{
    public const int MaxTimes = 1_000;
    public const int MaxParts = 100;
    public const int MaxDepth = 4;

    public static ValueList<T> Bounded<T>(IEnumerable<T> items, string what)
    {
        ArgumentNullException.ThrowIfNull(items);
        T[] taken = [.. items.Take(MaxTimes + 1)];
        return taken.Length <= MaxTimes
            ? new ValueList<T>(taken)
            : throw new InvalidRecurrenceException($"A recurrence names over {MaxTimes:N0} {what}. Name fewer, or say them with a cron expression or an interval.");
    }

    public static Recurrence Checked(Recurrence recurrence)
    {
        var (parts, depth) = Measure(recurrence);
        return parts <= MaxParts && depth <= MaxDepth
            ? recurrence
            : throw new InvalidRecurrenceException(
                $"A recurrence is made of {parts} recurrences, {depth} deep; {MaxParts} and {MaxDepth} are the most. Make it of fewer, or save several schedules.");
    }

    // What it is made of was measured when it was made: this goes no deeper than the bound, plus one.
    private static (int Parts, int Depth) Measure(Recurrence recurrence)
    {
        var (parts, depth) = (1, 0);
        foreach (var inner in recurrence.Parts.Concat(recurrence.ExceptRecurrences))
        {
            var (innerParts, innerDepth) = Measure(inner);
            (parts, depth) = (parts + innerParts, Math.Max(depth, innerDepth));
        }

        return (parts, depth + 1);
    }
}
