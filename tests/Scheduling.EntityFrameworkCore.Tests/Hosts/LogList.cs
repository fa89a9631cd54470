using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>Keeps what a host logs from warnings on, and of the rest the library's own words.</summary>
public sealed class LogList : ILoggerProvider
{
    private readonly ConcurrentQueue<int> _ids = new();
    private readonly Channel<int> _told = Channel.CreateUnbounded<int>();

    /// <summary>Warnings and errors.</summary>
    public ConcurrentQueue<string> Entries { get; } = new();

    public int Count(int id) => _ids.Count(told => told == id);

    /// <summary>Waits until an event is logged.</summary>
    public async Task UntilAsync(int id)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (Count(id) == 0)
        {
            await _told.Reader.ReadAsync(patience.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogList list, string category) : ILogger
    {
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            if (logLevel >= LogLevel.Warning)
            {
                list.Entries.Enqueue($"{category} {eventId.Id}: {formatter(state, exception)} {exception?.Message}");
            }

            list._ids.Enqueue(eventId.Id);
            list._told.Writer.TryWrite(eventId.Id);
        }

        // What Entity Framework Core says of failed commands, the library says in its own words.
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && category.StartsWith("Scheduling", StringComparison.Ordinal);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
