using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Describing;

/// <summary>The occurrences of a schedule that are to come. Pure.</summary>
internal static class Preview
{
    public static IReadOnlyList<UpcomingOccurrence> Of(StoredSchedule row, Recurrence? recurrence, int count, DateTimeOffset now)
    {
        if (recurrence is null || row is not { State: ScheduleState.Active or ScheduleState.Paused, NextDue: { } due })
        {
            return [];
        }

        ChainRules rules = new(row.Id, recurrence, row.Definition.CatchUp, row.Definition.CatchUpWindow);
        ChainPoint present = new(row.NextOccurrence ?? due, row.PausedDue ?? due, row.Remaining);

        if (row.PausedUntil is { } until && until > now && row.PausedDue < until)
        {
            // It is claimed at the end of the pause; what is late by then is due at once.
            var atEnd = Chain.Advance(rules, present, until);
            return [.. From(rules, atEnd, count).Select(point => new UpcomingOccurrence(point.Occurrence, point.Due < until ? until : point.Due))];
        }

        // What has been missed is caught up first, as a claim made now would.
        var step = due <= now ? Chain.Advance(rules, present, now) : new ChainStep(null, present, null);
        return [.. From(rules, step, count).Select(point => new UpcomingOccurrence(point.Occurrence, point.Due))];
    }

    public static IReadOnlyList<UpcomingOccurrence> Of(ChainRules rules, DateTimeOffset now, int count) =>
        [.. From(rules, new ChainStep(null, Chain.First(rules, now), null), count).Select(point => new UpcomingOccurrence(point.Occurrence, point.Due))];

    private static IEnumerable<ChainPoint> From(ChainRules rules, ChainStep step, int count)
    {
        if (step.Run is { } run && count > 0)
        {
            yield return run;
            count--;
        }

        for (var next = step.Next; next is { } point && count > 0; count--)
        {
            yield return point;
            next = new ChainLine(rules, point).After(point);
        }
    }
}
