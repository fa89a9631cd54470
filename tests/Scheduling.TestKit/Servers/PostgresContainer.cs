using Testcontainers.PostgreSql;

namespace Scheduling.TestKit.Servers;

/// <summary>A server in a container, set up as that of <c>tests/run</c>. It goes with the process, by the hand of Testcontainers.</summary>
internal static class PostgresContainer
{
    private static readonly string[] s_settings =
    [
        "max_connections=200", "shared_buffers=256MB", "synchronous_commit=on", "fsync=off", "full_page_writes=off",
        "shared_preload_libraries=pg_stat_statements",
    ];

    public static async Task<string> StartAsync()
    {
        var container = new PostgreSqlBuilder("postgres:17")
            .WithCommand([.. s_settings.SelectMany(setting => new[] { "-c", setting })])
            .Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
