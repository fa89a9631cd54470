using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>A Redis server of the test's own, in a process that it may kill.</summary>
internal sealed class OwnRedis : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly int _port = FreePort();
    private Process _process;

    private OwnRedis() => _process = Start();

    public string ConnectionString => $"127.0.0.1:{_port}";

    /// <summary>Starts one; without the program the test is ignored, and says so.</summary>
    public static async Task<OwnRedis> StartAsync()
    {
        if (!IsInstalled())
        {
            Assert.Ignore("redis-server is not installed, so there is none that this test may kill.");
        }

        OwnRedis redis = new();
        await redis.UntilItAnswersAsync();
        return redis;
    }

    /// <summary>Ends it without a warning.</summary>
    public async Task KillAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again on the same port.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Start();
        await UntilItAnswersAsync();
    }

    /// <summary>Sends one command, past any client library, and reads the answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\nQUIT\r\n"));
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>How often each command has been called, apart from those by which this asks.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CommandsAsync()
    {
        Dictionary<string, long> calls = [];
        foreach (var line in (await AskAsync("INFO commandstats")).Split("\r\n").Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal)))
        {
            var (name, count) = (line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)], line.Split("calls=")[1].Split(',')[0]);
            calls[name] = long.Parse(count, System.Globalization.CultureInfo.InvariantCulture);
        }

        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static bool IsInstalled() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    // Somebody else may take it before the server does; then the server ends, and the test says so.
    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // A shell stands between: it ends the server when its input ends, as it does with this process too.
    private Process Start() => Process.Start(new ProcessStartInfo(
        "sh", ["-c", "redis-server --port $0 --bind 127.0.0.1 --save '' --appendonly no >/dev/null 2>&1 & read line; kill -9 $!; wait", $"{_port}"])
    {
        RedirectStandardInput = true,
    })!;

    private async Task UntilItAnswersAsync() => await ClusterFixture.UntilAsync(
        async () =>
        {
            try
            {
                return (await AskAsync("PING")).StartsWith("+PONG", StringComparison.Ordinal);
            }
            catch (SocketException)
            {
                return false;
            }
        },
        s_patience,
        () => "redis-server did not start");
}
