using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>Keeps what a host logs from warnings on.</summary>
public sealed class LogList : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string Category, LogLevel Level, int Id, string Text)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Entries.Enqueue(("", logLevel, eventId.Id, $"{formatter(state, exception)} {exception?.Message}"));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
