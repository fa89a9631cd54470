using System.Text.Json;

namespace Scheduling.Schedules;

/// <summary>Writes the forms that <see cref="RecurrenceJsonConverter"/> describes.</summary>
internal static class RecurrenceJsonWriter
{
    public static void Write(Utf8JsonWriter writer, Recurrence value)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v", IsForm1(value) ? 1 : 2);
        WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    private static bool IsForm1(Recurrence value) => value is
    {
        Kind: RecurrenceKind.Cron or RecurrenceKind.Every or RecurrenceKind.Once,
        Limit: null,
        HasExceptions: false,
        InGap: ClockGap.Shift,
        InOverlap: ClockOverlap.First,
        Jitter: null,
        Stagger: null,
        Phase: null,
    };

    private static void WriteMembers(Utf8JsonWriter writer, Recurrence value)
    {
        switch (value.Kind)
        {
            case RecurrenceKind.Cron:
                writer.WriteString("cron", value.Expression);
                writer.WriteString("zone", value.TimeZone);
                break;
            case RecurrenceKind.Every:
                WritePeriod(writer, "every", value.Period);
                WriteTime(writer, "anchor", value.Anchor);
                break;
            case RecurrenceKind.EveryDays:
                writer.WriteNumber("days", value.Days!.Value);
                writer.WriteString("at", RecurrenceTime.Write(value.TimeOfDay!.Value));
                writer.WriteString("zone", value.TimeZone);
                if (value.FirstDay is { } day)
                {
                    writer.WriteString("from", RecurrenceTime.Write(day));
                }

                break;
            case RecurrenceKind.Once:
                WriteTime(writer, "once", value.At);
                break;
            case RecurrenceKind.Times:
                WriteTimes(writer, "times", value.AtTimes);
                break;
            default:
                WriteParts(writer, "union", value.Parts);
                break;
        }

        WriteTime(writer, "start", value.StartAt);
        WriteTime(writer, "end", value.EndAt);
        WriteOptions(writer, value);
    }

    private static void WriteOptions(Utf8JsonWriter writer, Recurrence value)
    {
        if (value.Limit is { } limit)
        {
            writer.WriteNumber("limit", limit);
        }

        WriteTimes(writer, "exceptTimes", value.ExceptTimes);
        WriteDates(writer, value.ExceptDates);
        WriteParts(writer, "except", value.ExceptRecurrences);
        if (value.InGap != ClockGap.Shift)
        {
            writer.WriteString("gap", "skip");
        }

        if (value.InOverlap != ClockOverlap.First)
        {
            writer.WriteString("overlap", "both");
        }

        WritePeriod(writer, "jitter", value.Jitter);
        WritePeriod(writer, "stagger", value.Stagger);
        if (value.Phase is { } phase)
        {
            writer.WriteNumber("phase", phase);
        }
    }

    private static void WriteDates(Utf8JsonWriter writer, IReadOnlyList<ExceptedDate> dates)
    {
        if (dates.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("exceptDates");
        foreach (var zone in dates.GroupBy(excepted => excepted.TimeZone, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("zone", zone.Key);
            writer.WriteStartArray("dates");
            foreach (var excepted in zone)
            {
                writer.WriteStringValue(RecurrenceTime.Write(excepted.Date));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter writer, string name, IReadOnlyList<Recurrence> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            WriteMembers(writer, part);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTimes(Utf8JsonWriter writer, string name, IReadOnlyList<DateTimeOffset> times)
    {
        if (times.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var time in times)
        {
            writer.WriteStringValue(time.UtcDateTime);
        }

        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.UtcDateTime);
        }
    }

    private static void WritePeriod(Utf8JsonWriter writer, string name, TimeSpan? period)
    {
        if (period is { } value)
        {
            writer.WriteString(name, RecurrenceTime.Write(value));
        }
    }
}
