using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Scheduling.Tests.Engine;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogList : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Entries { get; } = new();

    public IEnumerable<string> Of(int eventId) => Entries.Where(e => e.Id.Id == eventId).Select(e => e.Text);

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(LogList list) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            list.Entries.Enqueue((logLevel, eventId, formatter(state, exception)));
    }
}
