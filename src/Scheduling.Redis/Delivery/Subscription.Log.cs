using Microsoft.Extensions.Logging;

namespace Scheduling.Redis.Delivery;

internal sealed partial class Subscription
{
    [LoggerMessage(4001, LogLevel.Error, "A listener of type {Listener} threw while it was told of messages. It goes on being told.")]
    private static partial void LogListenerThrew(ILogger logger, Exception exception, Type listener);

    [LoggerMessage(4002, LogLevel.Warning, "A listener of type {Listener} does not keep up with the bus: {Count} events that it has not heard are dropped. It is told of the gap, and reads the store.")]
    private static partial void LogListenerIsSlow(ILogger logger, Type listener, int count);
}
