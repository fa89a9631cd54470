using System.Globalization;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>Says things in few words.</summary>
internal static class Words
{
    public static string When(Recurrence? recurrence) => recurrence?.Kind switch
    {
        null => "can't be read",
        RecurrenceKind.Cron when recurrence.TimeZone == "UTC" => recurrence.Expression!,
        RecurrenceKind.Cron => $"{recurrence.Expression} {recurrence.TimeZone}",
        RecurrenceKind.Every => "every " + Span(recurrence.Period!.Value),
        not RecurrenceKind.Once => recurrence.ToString(),
        _ => "at " + recurrence.At!.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>How long until the next occurrence of an active schedule; a dash for any other.</summary>
    public static string Countdown(Schedule schedule, DateTimeOffset now) => schedule switch
    {
        { State: not ScheduleState.Active } or { NextDue: null } => "-",
        _ when schedule.NextDue.Value <= now => "now",
        _ when schedule.NextDue.Value - now < TimeSpan.FromMinutes(1) =>
            string.Create(CultureInfo.InvariantCulture, $"{(schedule.NextDue.Value - now).TotalSeconds:F1} s"),
        _ => Span(TimeSpan.FromSeconds(Math.Ceiling((schedule.NextDue.Value - now).TotalSeconds))),
    };

    public static string State(Schedule schedule, int running) =>
        running > 0 ? "running" : schedule.State == ScheduleState.Active ? "asleep" : schedule.State.ToString().ToLowerInvariant();

    public static string Runs(Schedule schedule)
    {
        var counts = schedule.Counts;
        var runs = counts.Succeeded + counts.Failed + counts.Cancelled;
        return string.Create(CultureInfo.InvariantCulture, $"{runs}{(schedule.LastOutcome is { } last ? " / " + Outcome(last) : "")}");
    }

    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.#} ms");
        }

        List<string> parts = [];
        Add(span.Days, "d");
        Add(span.Hours, "h");
        Add(span.Minutes, "m");
        var seconds = (span - TimeSpan.FromMinutes(Math.Floor(span.TotalMinutes))).TotalSeconds;
        if (seconds > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###}s"));
        }

        return string.Join(' ', parts);

        void Add(int number, string unit)
        {
            if (number > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number}{unit}"));
            }
        }
    }

    private static string Outcome(RunOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
