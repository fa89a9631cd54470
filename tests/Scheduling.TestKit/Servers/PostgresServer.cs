using Npgsql;

namespace Scheduling.TestKit.Servers;

/// <summary>
/// Gives each test a PostgreSQL database of its own, on the server that <see cref="Variable"/> names or, without it, in a container that is
/// started once. A server that is missing fails the tests that ask for it.
/// </summary>
public static class PostgresServer
{
    /// <summary>The environment variable that holds the connection string of a server; <c>tests/run</c> sets it.</summary>
    public const string Variable = "SCHEDULING_TEST_POSTGRES";

    private const string Prefix = "scheduling_test_";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Task<string>> s_server = new(FindAsync);

    /// <summary>Makes a database.</summary>
    /// <param name="template">
    /// The connection string of a database to copy, which is cheaper than to make its tables again. No connection to it may be in use.
    /// </param>
    /// <returns>Its connection string. Remove it with <see cref="DropDatabaseAsync"/>.</returns>
    /// <exception cref="InvalidOperationException">There is no server.</exception>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = Prefix + Guid.NewGuid().ToString("N");
        var copied = "";
        if (template is not null)
        {
            ClearPool(template);
            copied = $" TEMPLATE \"{OwnDatabaseOf(template)}\"";
        }

        var server = await s_server.Value;
        await ExecuteAsync(server, $"CREATE DATABASE \"{name}\"{copied}");

        // Many tests share the server's connections.
        return new NpgsqlConnectionStringBuilder(server)
        {
            Database = name,
            MaxPoolSize = 30,
            ConnectionIdleLifetime = 10,
            ConnectionPruningInterval = 5,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    /// <summary>Removes a database that was made here, whoever is still connected to it.</summary>
    /// <param name="connectionString">Its connection string.</param>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        ClearPool(connectionString);
        await ExecuteAsync(await s_server.Value, $"DROP DATABASE IF EXISTS \"{OwnDatabaseOf(connectionString)}\" WITH (FORCE)");
    }

    /// <summary>Ends every connection to a database that was made here, as the server does when it goes down, and waits until they have ended.</summary>
    /// <param name="connectionString">Its connection string.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="TimeoutException">One of them did not end.</exception>
    public static async Task<int> TerminateBackendsAsync(string connectionString)
    {
        await using var connection = await OpenAsync(await s_server.Value);
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid, $1) FROM pg_stat_activity WHERE datname = $2 AND backend_type = 'client backend'", connection);
        command.Parameters.Add(new() { Value = (long)s_patience.TotalMilliseconds });
        command.Parameters.Add(new() { Value = OwnDatabaseOf(connectionString) });
        await using var ended = await command.ExecuteReaderAsync();
        var count = 0;
        for (; await ended.ReadAsync(); count++)
        {
            if (!ended.GetBoolean(0))
            {
                throw new TimeoutException($"A connection was not ended within {s_patience}. See what it does in pg_stat_activity.");
            }
        }

        return count;
    }

    /// <summary>Puts a proxy before the server.</summary>
    public static async Task<TcpProxy> StartProxyAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(await s_server.Value);
        return new(server.Host!, server.Port);
    }

    /// <summary>The same database, reached through a proxy.</summary>
    /// <param name="proxy">The proxy before the server.</param>
    /// <param name="connectionString">The connection string of the database.</param>
    public static string Through(TcpProxy proxy, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        return new NpgsqlConnectionStringBuilder(connectionString) { Host = TcpProxy.Host, Port = proxy.Port }.ConnectionString;
    }

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        try
        {
            return await PostgresContainer.StartAsync();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(
                $"There is no PostgreSQL for this test: {Variable} is not set, and no container could be started."
                + $" Run tests/run, or set {Variable} to the connection string of a server, or start Docker.",
                error);
        }
    }

    // A slip in a test must not reach what is none of ours on a server that someone has named.
    private static string OwnDatabaseOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Database is { } name && name.StartsWith(Prefix, StringComparison.Ordinal)
            ? name
            : throw new ArgumentException($"This is no database of {nameof(CreateDatabaseAsync)}. Pass the connection string that it has returned.", nameof(connectionString));

    private static void ClearPool(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private static async Task ExecuteAsync(string server, string statement)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Without a pool: a connection that stays open would count among those of the tests.
    private static async Task<NpgsqlConnection> OpenAsync(string server)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
