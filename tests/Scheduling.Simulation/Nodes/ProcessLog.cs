using Microsoft.Extensions.Logging;

namespace Scheduling.Simulation.Nodes;

/// <summary>Reads a process's log for what should never be said: a fault within the library.</summary>
internal sealed class ProcessLog(World world, string process) : ILoggerFactory, ILogger
{
    private static readonly int[] s_faults = [1003, 1205, 1405, 3003, 3004];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (s_faults.Contains(eventId.Id))
        {
            world.Violate("NoFaultsWithin", $"{process}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
