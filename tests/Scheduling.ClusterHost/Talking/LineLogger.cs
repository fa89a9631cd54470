using Microsoft.Extensions.Logging;

namespace Scheduling.ClusterHost.Talking;

/// <summary>Tells of warnings, and what is worse, in lines of their own.</summary>
internal sealed class LineLogger(string category, LineWriter lines) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lines.Write(new Line(LineKind.Log) { LogId = eventId.Id, At = TimeProvider.System.GetUtcNow(), Text = $"{category}: {formatter(state, exception)} {exception}" });
        }
    }
}
