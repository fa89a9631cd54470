using Microsoft.Extensions.Logging;

namespace Scheduling.Hosting;

internal sealed partial class SchedulingService
{
    [LoggerMessage(1401, LogLevel.Error, "The store could not be opened. The host has started without it; nothing runs until the store answers, which is tried at growing intervals of 30 seconds at the most.")]
    private partial void LogStoreIsMissing(Exception exception);

    [LoggerMessage(1402, LogLevel.Information, "The store was opened.")]
    private partial void LogStoreIsThere();

    [LoggerMessage(1403, LogLevel.Warning, "The bus could not be subscribed. Schedules run all the same; changes made on other nodes are noticed when the store is next read.")]
    private partial void LogBusIsMissing(Exception exception);

    [LoggerMessage(1405, LogLevel.Critical, "The scheduling node could not be started after the store had come back. The host stops; mend what the exception says and start it again.")]
    private partial void LogNotStarted(Exception exception);

    [LoggerMessage(1404, LogLevel.Warning, "The host's time to stop is over, and {Count} handlers still run. Their runs are taken up again when their leases end.")]
    private partial void LogNotDrained(int count);
}
