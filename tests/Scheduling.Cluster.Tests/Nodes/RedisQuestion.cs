using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>Asks a Redis server past any client library, which would send commands of its own.</summary>
internal static class RedisQuestion
{
    /// <summary>Sends one command and reads the answer.</summary>
    public static async Task<string> AskAsync(this RedisProcess redis, string command)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, redis.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\nQUIT\r\n"));
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>How often each command has been called.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CommandsAsync(this RedisProcess redis) =>
        (await redis.AskAsync("INFO commandstats")).Split("\r\n")
            .Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
            .ToDictionary(
                line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)],
                line => long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
}
