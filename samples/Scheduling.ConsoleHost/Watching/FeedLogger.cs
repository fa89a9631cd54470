using Microsoft.Extensions.Logging;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Shows warnings and errors where everything else is shown: a logger that wrote to the console would tear the live table.</summary>
internal sealed class FeedLogger(HostFeed feed, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            feed.Say($"{logLevel} from {category}: {formatter(state, exception)}{(exception is null ? "" : ": " + exception.Message)}");
        }
    }
}
