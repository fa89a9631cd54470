using System.Globalization;
using System.Text.Json;

namespace Scheduling.Schedules;

/// <summary>Reads the forms that <see cref="RecurrenceJsonConverter"/> describes.</summary>
internal static class RecurrenceJsonReader
{
    private static readonly string[] s_form1 = ["cron", "zone", "every", "anchor", "once", "start", "end"];

    public static Recurrence Read(JsonElement form)
    {
        var members = Members(form);
        var version = members.Remove("v", out var v) ? v.GetInt32() : 0;
        if (version is not (1 or 2))
        {
            throw new JsonException(
                $"A recurrence of form {(version == 0 ? "unknown" : version.ToString(CultureInfo.InvariantCulture))} can't be read by this version of the library, which reads forms 1 and 2.");
        }

        if (version == 1 && members.Keys.FirstOrDefault(name => !s_form1.Contains(name)) is { } unknown)
        {
            throw new JsonException($"A recurrence of form 1 has no \"{unknown}\".");
        }

        // Form 1 has always passed over a zone or an anchor that its kind has no use for.
        if (version == 1)
        {
            _ = members.ContainsKey("cron") || members.Remove("zone");
            _ = members.ContainsKey("every") || members.Remove("anchor");
        }

        return Read(members);
    }

    private static Recurrence Read(Dictionary<string, JsonElement> members)
    {
        var recurrence = ReadKind(members) ?? throw new JsonException(
            "A recurrence has exactly one of \"cron\", \"every\", \"once\", \"days\", \"times\", \"union\".");
        recurrence = recurrence.Between(Time(Take(members, "start")), Time(Take(members, "end"))) with
        {
            InGap = Choice(members, "gap", "skip") ? ClockGap.Skip : ClockGap.Shift,
            InOverlap = Choice(members, "overlap", "both") ? ClockOverlap.Both : ClockOverlap.First,
        };
        recurrence = ReadExceptions(members, recurrence);
        if (Take(members, "limit") is { } limit)
        {
            recurrence = recurrence.Take(limit.GetInt32());
        }

        if (Take(members, "jitter") is { } jitter)
        {
            recurrence = recurrence.WithJitter(Period(jitter));
        }

        if (Take(members, "stagger") is { } stagger)
        {
            recurrence = recurrence.Staggered(Period(stagger));
        }

        if (Take(members, "phase") is { } phase)
        {
            recurrence = recurrence.WithPhase(phase.GetDouble() is >= 0 and < 1 and var part ? part : throw new JsonException("A phase lies from 0 up to 1."));
        }

        return members.Count == 0
            ? recurrence
            : throw new JsonException($"The recurrence has \"{members.Keys.First()}\", which is not known, or does not go with the others.");
    }

    private static Recurrence? ReadKind(Dictionary<string, JsonElement> members)
    {
        if (Take(members, "cron") is { } cron)
        {
            return Recurrence.Cron(Text(cron), Zone(members));
        }

        if (Take(members, "every") is { } every)
        {
            return Recurrence.Every(Period(every), Time(Take(members, "anchor")));
        }

        if (Take(members, "once") is { } once)
        {
            return Recurrence.Once(Time(once)!.Value);
        }

        if (Take(members, "days") is { } days)
        {
            var at = Take(members, "at") is { } time && RecurrenceTime.TryRead(Text(time), out TimeOnly read)
                ? read
                : throw new JsonException("A recurrence of \"days\" has a time of day, \"at\".");
            return Recurrence.EveryDays(days.GetInt32(), at, Zone(members), Take(members, "from") is { } from ? Day(from) : null);
        }

        if (Take(members, "times") is { } times)
        {
            return Recurrence.Times(times.EnumerateArray().Select(time => Time(time)!.Value));
        }

        return Take(members, "union") is { } union ? Recurrence.Union([.. union.EnumerateArray().Select(part => Read(Members(part)))]) : null;
    }

    private static Recurrence ReadExceptions(Dictionary<string, JsonElement> members, Recurrence recurrence)
    {
        if (Take(members, "exceptTimes") is { } times)
        {
            recurrence = recurrence.Except([.. times.EnumerateArray().Select(time => Time(time)!.Value)]);
        }

        if (Take(members, "exceptDates") is { } zones)
        {
            foreach (var days in zones.EnumerateArray().Select(Members))
            {
                recurrence = days.Count == 2 && Take(days, "zone") is { } zone && Take(days, "dates") is { } dates
                    ? recurrence.Except(Text(zone), [.. dates.EnumerateArray().Select(Day)])
                    : throw new JsonException("Each of \"exceptDates\" has a \"zone\" and its \"dates\", and nothing else.");
            }
        }

        foreach (var other in Take(members, "except") is { } others ? others.EnumerateArray() : default)
        {
            recurrence = recurrence.Except(Read(Members(other)));
        }

        return recurrence;
    }

    // The last of several members of one name counts, as it always has.
    private static Dictionary<string, JsonElement> Members(JsonElement form)
    {
        Dictionary<string, JsonElement> members = [];
        foreach (var member in form.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static JsonElement? Take(Dictionary<string, JsonElement> members, string name) => members.Remove(name, out var value)
        ? value.ValueKind == JsonValueKind.Null ? throw new JsonException($"The recurrence's \"{name}\" is null.") : value
        : null;

    private static string Zone(Dictionary<string, JsonElement> members) => Take(members, "zone") is { } zone ? Text(zone) : "UTC";

    private static string Text(JsonElement value) => value.GetString() ?? throw new JsonException("A text of the recurrence is null.");

    private static bool Choice(Dictionary<string, JsonElement> members, string name, string only) =>
        Take(members, name) is { } value
        && (Text(value) == only ? true : throw new JsonException($"The recurrence's \"{name}\" is not \"{only}\", the only one that is known."));

    private static DateTimeOffset? Time(JsonElement? value) => value is { } time
        ? DateTimeOffset.Parse(Text(time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    private static DateOnly Day(JsonElement value) =>
        RecurrenceTime.TryRead(Text(value), out DateOnly day) ? day : throw new JsonException($"\"{Text(value)}\" is no day.");

    private static TimeSpan Period(JsonElement value) => TimeSpan.ParseExact(Text(value), "c", CultureInfo.InvariantCulture);
}
