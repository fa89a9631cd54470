using Testcontainers.Redis;

namespace Scheduling.TestKit.Servers;

/// <summary>A Redis in a container. It goes with the process, by the hand of Testcontainers.</summary>
internal static class RedisContainer
{
    public static async Task<string> StartAsync()
    {
        var container = new RedisBuilder("redis:7").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
