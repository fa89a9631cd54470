using Microsoft.Extensions.Logging;

namespace Scheduling.InMemory.Delivery;

internal sealed partial class Subscription
{
    [LoggerMessage(2001, LogLevel.Error, "A listener of type {Listener} threw while it was told of messages. It goes on being told.")]
    private static partial void LogListenerThrew(ILogger logger, Exception exception, Type listener);
}
