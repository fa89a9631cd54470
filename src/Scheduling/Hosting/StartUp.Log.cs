using Microsoft.Extensions.Logging;

namespace Scheduling.Hosting;

internal sealed partial class StartUp
{
    [LoggerMessage(1303, LogLevel.Information, "Recurring schedule {Id} is declared, but its recurrence has ended; nothing of it was changed.")]
    private partial void LogEnded(string id);

    [LoggerMessage(1304, LogLevel.Warning, "Recurring schedule {Id} was declared by application {Application} and is taken over by this one. Give one of them another name, or both hosts the same ApplicationName.")]
    private partial void LogTakenOver(string id, string application);

    [LoggerMessage(1302, LogLevel.Information, "{Count} recurring schedules are declared no more and were deleted: {Ids}.")]
    private partial void LogVanished(int count, string ids);
}
