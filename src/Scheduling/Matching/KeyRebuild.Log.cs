using Microsoft.Extensions.Logging;

namespace Scheduling.Matching;

internal sealed partial class KeyRebuild
{
    [LoggerMessage(1301, LogLevel.Information, "The cancel rules of job {Job} have changed; the cancel keys of {Count} schedules were rebuilt.")]
    private partial void LogRebuilt(string job, int count);

    [LoggerMessage(1305, LogLevel.Information, "{Count} schedules of job {Job} had been saved by hosts with other cancel rules; their cancel keys were rebuilt.")]
    private partial void LogMended(int count, string job);

    [LoggerMessage(1306, LogLevel.Warning, "Another host has started with other cancel rules for job {Job}. Schedules are cancelled by its rules until it has gone, or a host with the rules of this one starts.")]
    private partial void LogOverruled(string job);

    [LoggerMessage(1307, LogLevel.Warning, "The cancel keys of job {Job} could not be compared with its rules. This is tried again, at growing intervals of 30 seconds at the most.")]
    private partial void LogFailed(Exception exception, string job);
}
