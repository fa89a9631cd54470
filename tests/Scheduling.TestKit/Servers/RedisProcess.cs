using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scheduling.TestKit.Servers;

/// <summary>A Redis of a test's own, that may be killed and started again on its port.</summary>
public sealed class RedisProcess : IAsyncDisposable
{
    /// <summary>The environment variable that holds the path of <c>redis-server</c>; <c>tests/run</c> sets it. Without it the program is looked for on the PATH.</summary>
    public const string Variable = "SCHEDULING_TEST_REDIS_SERVER";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-redis-").FullName;
    private readonly string[] _settings;
    private Process? _process;

    private RedisProcess(string[] settings) => _settings = settings;

    /// <summary>The port on which it listens, on the loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Its connection string.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    private string LogFile => Path.Combine(_folder, "log");

    /// <summary>Starts a server.</summary>
    /// <param name="settings">More settings, as on its command line.</param>
    /// <exception cref="InvalidOperationException">There is no <c>redis-server</c>.</exception>
    public static async Task<RedisProcess> StartAsync(params string[] settings)
    {
        RedisProcess server = new(settings);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reserves a port on which nothing listens, until <see cref="StartAgainAsync"/>.</summary>
    /// <param name="settings">More settings, as on its command line.</param>
    public static RedisProcess NotStarted(params string[] settings) => new(settings) { Port = FreePort() };

    /// <summary>Starts the server, on the port it had.</summary>
    public async Task StartAgainAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = Port == 0 ? FreePort() : Port;
            var process = _process = Launch(port);
            if (await AnswersAsync(process, port))
            {
                Port = port;
                return;
            }

            if (attempt == 10)
            {
                throw new InvalidOperationException($"redis-server does not start: {await File.ReadAllTextAsync(LogFile)}");
            }
        }
    }

    /// <summary>Kills the server, without a word to its clients.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }
    }

    /// <summary>Puts a proxy before the server.</summary>
    public TcpProxy StartProxy() => new("127.0.0.1", Port);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindProgram()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"There is no redis-server for this test. Run tests/run, install it, or set {Variable} to its path.");
    }

    private static async Task<bool> AnswersAsync(Process process, int port)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!process.HasExited && TimeProvider.System.GetElapsedTime(started) < s_patience)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(s_pause, TimeProvider.System);
            }
        }

        return false;
    }

    private Process Launch(int port)
    {
        ProcessStartInfo start = new(FindProgram()) { WorkingDirectory = _folder, UseShellExecute = false };
        string[] arguments = ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder, "--logfile", LogFile, .. _settings];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
