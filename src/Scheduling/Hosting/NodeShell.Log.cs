using Microsoft.Extensions.Logging;

namespace Scheduling.Hosting;

internal sealed partial class NodeShell
{
    [LoggerMessage(1001, LogLevel.Information, "Scheduling node {Node} started.")]
    private partial void LogStarted(string node);

    [LoggerMessage(1002, LogLevel.Information, "Scheduling node {Node} stopped.")]
    private partial void LogStopped(string node);

    [LoggerMessage(1003, LogLevel.Critical, "A fault within the scheduling node. It goes on, but some runs may be late until it next reads the store. Please report this.")]
    private partial void LogFault(Exception exception);
}
