using Microsoft.Extensions.Logging;

namespace Scheduling.ClusterHost.Talking;

internal sealed class LineLoggerProvider(LineWriter lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, lines);

    public void Dispose()
    {
    }
}
