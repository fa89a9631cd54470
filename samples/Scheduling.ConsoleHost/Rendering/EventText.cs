using System.Globalization;
using Scheduling.ConsoleHost.Watching;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>An event as one line.</summary>
internal static class EventText
{
    public static string Of(HostEvent told)
    {
        var time = told.At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return told.Kind switch
        {
            HostEventKind.Told => $"{time} -- {told.Text}",
            HostEventKind.Wrote => $"{time} {told.ScheduleId} | {told.Text}",
            _ => $"{time} {told.ScheduleId} {told.Text}",
        };
    }
}
