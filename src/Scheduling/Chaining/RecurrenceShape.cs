using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>What each recurrence must be like, and each of those that it is made of. Pure.</summary>
internal static class RecurrenceShape
{
    public const int MaxLimit = 100_000;

    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(366);

    public static void Check(Recurrence recurrence)
    {
        CheckOwn(recurrence);
        foreach (var inner in recurrence.Parts.Concat(recurrence.ExceptRecurrences))
        {
            if (inner is not { Limit: null, Jitter: null, Stagger: null, Phase: null })
            {
                throw new InvalidRecurrenceException(
                    $"The recurrence ({inner}) within another has a limit, jitter or staggering. Give them to the outer one, or leave them out.");
            }

            Check(inner);
        }
    }

    /// <summary>Whether it says by itself where its occurrences lie.</summary>
    public static bool IsPlaced(Recurrence recurrence) =>
        recurrence is not ({ Kind: RecurrenceKind.Every, Anchor: null } or { Kind: RecurrenceKind.EveryDays, FirstDay: null })
        && recurrence.Parts.All(IsPlaced)
        && recurrence.ExceptRecurrences.All(IsPlaced);

    private static void CheckOwn(Recurrence recurrence)
    {
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

        if (recurrence is { Kind: RecurrenceKind.EveryDays, Days: < 1 or > DayOccurrences.MaxDays })
        {
            throw new InvalidRecurrenceException($"Every {recurrence.Days:N0} days is not possible. Use 1 to {DayOccurrences.MaxDays:N0} days.");
        }

        if (recurrence.Limit is < 1 or > MaxLimit)
        {
            throw new InvalidRecurrenceException($"A limit of {recurrence.Limit:N0} occurrences is not possible. Take 1 to {MaxLimit:N0}, or set no limit.");
        }

        CheckDelay(recurrence.Jitter, "Jitter");
        CheckDelay(recurrence.Stagger, "Staggering");
        CheckClocks(recurrence);
        foreach (var excepted in recurrence.ExceptDates)
        {
            Zones.Get(excepted.TimeZone);
        }

        if (recurrence.Kind == RecurrenceKind.Cron && !CronOccurrences.HasAny(recurrence.Expression!))
        {
            throw new InvalidRecurrenceException(
                $"The cron expression \"{recurrence.Expression}\" never fires: no day of any year matches its day and month. Choose a day that the month has.");
        }
    }

    private static void CheckClocks(Recurrence recurrence)
    {
        if (recurrence.TimeZone is { } zone)
        {
            Zones.Get(zone);
        }
        else if (recurrence is not { InGap: ClockGap.Shift, InOverlap: ClockOverlap.First })
        {
            throw new InvalidRecurrenceException(
                $"The recurrence ({recurrence}) has no local times, so a choice for clocks that change means nothing. Give it to a cron or to EveryDays; in a union, to the part.");
        }

        if (!Enum.IsDefined(recurrence.InGap) || !Enum.IsDefined(recurrence.InOverlap))
        {
            throw new InvalidRecurrenceException("The recurrence has a choice for clocks that change which does not exist. Use a named value of the enumeration.");
        }
    }

    private static void CheckDelay(TimeSpan? delay, string what)
    {
        if (delay is { } given && (given <= TimeSpan.Zero || given > MaxDelay))
        {
            throw new InvalidRecurrenceException($"{what} of {given:c} is not possible. Use more than zero and at most {MaxDelay:c}, or leave it out.");
        }
    }
}
