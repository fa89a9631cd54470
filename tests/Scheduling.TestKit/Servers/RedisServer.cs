namespace Scheduling.TestKit.Servers;

/// <summary>
/// The Redis that <see cref="Variable"/> names or, without it, one in a container that is started once. A server that is missing fails the tests that ask for it.
/// </summary>
public static class RedisServer
{
    /// <summary>The environment variable that holds the connection string of a server, as StackExchange.Redis reads it; <c>tests/run</c> sets it.</summary>
    public const string Variable = "SCHEDULING_TEST_REDIS";

    private static readonly Lazy<Task<string>> s_server = new(FindOnceAsync);

    /// <summary>The server's connection string.</summary>
    /// <exception cref="InvalidOperationException">There is no server.</exception>
    public static Task<string> FindAsync() => s_server.Value;

    /// <summary>A prefix of channels that no other test has: a server's channels are everybody's.</summary>
    public static string NewPrefix() => "scheduling_test_" + Guid.NewGuid().ToString("N");

    private static async Task<string> FindOnceAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        try
        {
            return await RedisContainer.StartAsync();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"There is no Redis for this test: {Variable} is not set, and no container could be started."
                + $" Run tests/run, or set {Variable} to the connection string of a server, or start Docker.",
                error);
        }
    }
}
