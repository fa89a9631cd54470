using Scheduling.Errors;
using StackExchange.Redis;

namespace Scheduling.Redis.Connections;

/// <summary>Says what a fault of the client means for the bus, and how to mend it.</summary>
internal static class RedisRefusal
{
    /// <summary>The exception to throw in place of the client's; the client's own where it says all there is.</summary>
    public static Exception Explain(Exception fault, RedisChannel channel)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause.Message.Contains("NOPERM", StringComparison.Ordinal))
            {
                return new SchedulingConfigurationException(
                    $"The user of the Redis connection may not do what the bus does on the channel '{channel}' ({cause.Message}). "
                    + $"Allow it: ACL SETUSER <user> &{channel} +publish +subscribe +unsubscribe +ping +echo",
                    fault);
            }

            if (cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || cause.Message.Contains("WRONGPASS", StringComparison.Ordinal) || cause.Message.Contains("NOAUTH", StringComparison.Ordinal))
            {
                return new SchedulingConfigurationException(
                    "Redis refuses the user or the password of the connection string, or wants one and there is none. Set password=... (and user=... for an ACL user) to what the server knows.", fault);
            }
        }

        return fault;
    }
}
