using Microsoft.Extensions.Logging;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Makes the loggers of the host.</summary>
internal sealed class FeedLoggerProvider(HostFeed feed) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new FeedLogger(feed, categoryName);

    public void Dispose()
    {
    }
}
