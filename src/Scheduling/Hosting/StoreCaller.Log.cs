using Microsoft.Extensions.Logging;

namespace Scheduling.Hosting;

internal sealed partial class StoreCaller
{
    [LoggerMessage(1201, LogLevel.Error, "The store failed ({Operation}). Nothing is lost: what is due is tried again, at growing intervals of 30 seconds at the most, until the store answers.")]
    private partial void LogStoreIsDown(Exception exception, string operation);

    [LoggerMessage(1202, LogLevel.Information, "The store answers again.")]
    private partial void LogStoreIsBack();

    [LoggerMessage(1203, LogLevel.Warning, "The result of run {RunId}, attempt {Attempt}, was refused: its lease had ended and the run was taken over, or it has ended. Check the handler's idempotency, and whether the lease is long enough.")]
    private partial void LogFenced(Guid runId, int attempt);

    [LoggerMessage(1204, LogLevel.Error, "Run {RunId} was given up after attempt {Attempt}: too many attempts were lost with their node. Its job may take the process down.")]
    private partial void LogPoisoned(Guid runId, int attempt);

    [LoggerMessage(1206, LogLevel.Warning, "Another node ({Other}) works on the same store, but the bus reaches this process only. Runs may be late after changes made there; register a bus that reaches all nodes.")]
    private partial void LogSecondNode(string other);

    [LoggerMessage(1205, LogLevel.Error, "Schedule {ScheduleId} was set aside: {Note}")]
    private partial void LogSetAside(string scheduleId, string note);
}
