using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Scheduling.Redis.Tests;

/// <summary>What was logged: event id, level and text.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> All => [.. _lines];

    public int Count(int id) => _lines.Count(line => line.Id == id);

    public Task UntilAsync(int id) => Waiting.UntilAsync(() => Task.FromResult(Count(id) > 0));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception) + (exception is null ? "" : $" [{exception.GetType().Name}: {exception.Message}]")));

    public void Dispose()
    {
    }
}
