using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Scheduling.Redis.Connections;

internal sealed partial class Feed
{
    [LoggerMessage(4101, LogLevel.Warning, "The connection to Redis at {EndPoint} was lost ({FailureType}): {Reason} What other nodes tell meanwhile is missed; the store is read when it is back.")]
    private static partial void LogLost(ILogger logger, EndPoint? endPoint, ConnectionFailureType failureType, string? reason);

    [LoggerMessage(4102, LogLevel.Warning, "Redis does not let this node hear the others yet. It is tried again, every 30 seconds at the least.")]
    private static partial void LogNotBack(ILogger logger, Exception exception);

    [LoggerMessage(4103, LogLevel.Information, "This node hears the others through Redis again.")]
    private static partial void LogBack(ILogger logger);
}
