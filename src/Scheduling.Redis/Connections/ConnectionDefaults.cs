using StackExchange.Redis;

namespace Scheduling.Redis.Connections;

/// <summary>How a connection string is read: what suits hints, where the string says nothing else.</summary>
internal static class ConnectionDefaults
{
    /// <summary>A connection on which nothing was written for this long is tried. One that has died in silence is given up when it has not answered for 20 seconds (four times <c>syncTimeout</c>).</summary>
    public const int KeepAliveSeconds = 15;

    /// <exception cref="ArgumentException">The string can't be read, or names no server.</exception>
    public static ConfigurationOptions Read(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        if (options.EndPoints.Count == 0)
        {
            throw new ArgumentException("The connection string names no server. Begin it with host:port, for example localhost:6379.", nameof(connectionString));
        }

        // A server that is away when the host starts is one that comes back.
        options.AbortOnConnectFail = false;

        // What can't be sent now is not worth sending later: whoever missed it reads the store when the connection is back.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new ExponentialRetry(500, 5_000);
        if (!Says(connectionString, "keepAlive"))
        {
            options.KeepAlive = KeepAliveSeconds;
        }

        return options;
    }

    private static bool Says(string connectionString, string option) => connectionString
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Any(part => part.Split('=')[0].TrimEnd().Equals(option, StringComparison.OrdinalIgnoreCase));
}
