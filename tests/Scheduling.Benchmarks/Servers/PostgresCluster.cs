using System.Net;
using System.Net.Sockets;

namespace Scheduling.Benchmarks.Servers;

/// <summary>
/// A PostgreSQL of this program's own, in a temporary folder, as it is installed: fsync and synchronous_commit on, like everything else by default. Added are pg_stat_statements, by which
/// statements are counted, and room for the connections of all systems.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "postgres";
    private const int Tries = 10;

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-benchmarks-").FullName;
    private readonly string _programs = ServerPrograms.Folder();
    private bool _isRunning;

    private PostgresCluster()
    {
    }

    public string ConnectionString { get; private set; } = "";

    private string Data => Path.Combine(_folder, "data");

    // PostgreSQL refuses to run as root.
    private static string[] AsUser => Environment.IsPrivilegedProcess ? ["runuser", "-u", User, "--"] : [];

    public static async Task<PostgresCluster> StartAsync()
    {
        PostgresCluster cluster = new();
        try
        {
            await cluster.MakeAsync();
            await cluster.LaunchAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
        {
            // By the id that stands in its folder.
            await AsServerAsync("pg_ctl", "stop", "--pgdata", Data, "--mode=fast", "--wait", "--timeout=60");
            _isRunning = false;
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Command.RunAsync(_folder, "chown", User, _folder);
        }

        await AsServerAsync("initdb", "--pgdata", Data, "--username", User, "--encoding=UTF8", "--locale=C", "--auth=trust");
        await File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"),
        [
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "max_connections = 300",
            "shared_preload_libraries = 'pg_stat_statements'",
            "fsync = on",
            "synchronous_commit = on",
        ]);
    }

    private async Task LaunchAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            try
            {
                await AsServerAsync("pg_ctl", "start", "--pgdata", Data, "--log", Path.Combine(_folder, "log"), "--options", $"-p {port}", "--wait", "--timeout=60");
                _isRunning = true;
                ConnectionString = $"Host=127.0.0.1;Port={port};Username={User};Database=postgres";
                return;
            }
            catch (InvalidOperationException) when (attempt < Tries)
            {
                // Somebody else may have taken the port.
            }
        }
    }

    private Task AsServerAsync(string program, params string[] arguments) =>
        Command.RunAsync(_folder, [.. AsUser, Path.Combine(_programs, program), .. arguments]);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
