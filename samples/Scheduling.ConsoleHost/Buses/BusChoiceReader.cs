using System.Diagnostics.CodeAnalysis;
using System.Net;
using StackExchange.Redis;

namespace Scheduling.ConsoleHost.Buses;

/// <summary>Reads what stands behind <c>--bus</c>.</summary>
internal static class BusChoiceReader
{
    private const string Redis = "redis:";

    /// <summary>The choice, or what is wrong with it.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out BusChoice? choice, [NotNullWhen(false)] out string? problem)
    {
        (choice, problem) = text switch
        {
            "memory" => (new BusChoice.Memory(), null),
            not null when text.StartsWith(Redis, StringComparison.Ordinal) => OfServer(text[Redis.Length..]),
            _ => ((BusChoice?)null, "--bus needs one of memory, redis:CONNECTION behind it."),
        };
        return problem is null;
    }

    private static (BusChoice? Choice, string? Problem) OfServer(string connection)
    {
        const string Example = "for example redis:localhost:6379 or redis:\"cache:6380,ssl=true,password=secret\"";
        try
        {
            var servers = ConfigurationOptions.Parse(connection).EndPoints;
            return servers.Count == 0
                ? (null, $"--bus redis: needs a connection string with a server behind the colon, {Example}.")
                : (new BusChoice.Redis(connection, string.Join(", ", servers.Select(NameOf))), null);
        }
        catch (ArgumentException unreadable)
        {
            return (null, $"--bus redis: has a connection string that can't be read ({unreadable.Message}). Write it as StackExchange.Redis reads it, {Example}.");
        }
    }

    // Without a port, the client takes the usual one.
    private static string? NameOf(EndPoint server) => server is DnsEndPoint dns ? dns.Port == 0 ? dns.Host : $"{dns.Host}:{dns.Port}" : server.ToString();
}
