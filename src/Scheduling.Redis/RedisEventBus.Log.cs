using Microsoft.Extensions.Logging;

namespace Scheduling.Redis;

internal sealed partial class RedisEventBus
{
    [LoggerMessage(4201, LogLevel.Warning, "A message on the Redis channel {Channel} is none of ours, or broken ({Bytes} bytes). It is dropped, and so are others like it without a word; scheduling.bus.dropped counts them. Does something else publish there?")]
    private partial void LogMalformed(string channel, int bytes);

    [LoggerMessage(4202, LogLevel.Warning, "A message on the Redis channel {Channel} has {Bytes} bytes, and {Limit} are allowed. It is dropped, and so are others like it without a word; scheduling.bus.dropped counts them. Does something else publish there?")]
    private partial void LogOversized(string channel, int bytes, int limit);

    [LoggerMessage(4203, LogLevel.Warning, "A message on the Redis channel {Channel} asks for a later version of this library; {Version} is the last that is read here. It is dropped, and so are others like it without a word; scheduling.bus.dropped counts them. Until this node is upgraded its runs may be late.")]
    private partial void LogTooNew(string channel, int version);
}
