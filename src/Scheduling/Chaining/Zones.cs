using System.Security;
using Scheduling.Errors;

namespace Scheduling.Chaining;

/// <summary>Finds time zones by their IANA names. Safe for use by many threads.</summary>
internal static class Zones
{
    private static readonly BoundedCache<ZoneClock> Known = new(1_024, id => new ZoneClock(Find(id)));

    public static ZoneClock Get(string id) => Known.Get(id);

    private static TimeZoneInfo Find(string id)
    {
        // The one instance for which all conversions are skipped.
        if (id is "UTC" or "Etc/UTC")
        {
            return TimeZoneInfo.Utc;
        }

        // A Windows name would work here, and not on a node whose system lacks the table that translates it.
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var iana))
        {
            throw Unknown(id, $"Use its IANA name, {iana}.", null);
        }

        try
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
            // Whether a name in another case is found depends on the file system, and on what the process has read before.
            return zone.Id == id ? zone : throw new TimeZoneNotFoundException($"The zone is called {zone.Id}.");
        }
        catch (Exception exception) when (exception
            is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or ArgumentException
                or IOException or UnauthorizedAccessException)
        {
            var near = TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(zone => zone.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
            throw Unknown(
                id,
                near is null
                    ? "Use an IANA name such as Europe/Paris, and see that the system has the time zone data (package tzdata)."
                    : $"Did you mean {near.Id}?",
                exception);
        }
    }

    private static InvalidRecurrenceException Unknown(string id, string mend, Exception? inner) =>
        new($"The time zone \"{id}\" is not known. {mend}", inner);
}
