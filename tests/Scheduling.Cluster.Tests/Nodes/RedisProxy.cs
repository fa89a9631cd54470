using System.Net;
using Scheduling.TestKit.Servers;
using StackExchange.Redis;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>Puts proxies before a Redis server.</summary>
internal static class RedisProxy
{
    public static TcpProxy Start(string connectionString) => ConfigurationOptions.Parse(connectionString).EndPoints.Single() switch
    {
        DnsEndPoint server => new(server.Host, server.Port),
        IPEndPoint server => new(server.Address.ToString(), server.Port),
        var other => throw new NotSupportedException($"There is no proxy for {other}."),
    };

    /// <summary>The same server, reached through a proxy.</summary>
    public static string Through(TcpProxy proxy, string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.EndPoints.Clear();
        options.EndPoints.Add(IPAddress.Loopback, proxy.Port);
        return options.ToString(includePassword: true);
    }
}
