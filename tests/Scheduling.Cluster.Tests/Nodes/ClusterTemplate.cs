using Microsoft.Extensions.DependencyInjection;
using Scheduling.Cluster.Tests.Records;
using Scheduling.Storage;
using Scheduling.TestKit.Servers;

namespace Scheduling.Cluster.Tests.Nodes;

/// <summary>Databases with the store's tables and the effects table in them: made once, then copied.</summary>
internal static class ClusterTemplate
{
    private static readonly SemaphoreSlim s_turn = new(1);
    private static string? s_template;

    public static async Task<string> CopyAsync()
    {
        // Of a database to which somebody is connected no copy can be made.
        await s_turn.WaitAsync();
        try
        {
            s_template ??= await MakeAsync();
            return await PostgresServer.CreateDatabaseAsync(s_template);
        }
        finally
        {
            s_turn.Release();
        }
    }

    /// <summary>At the end of all tests.</summary>
    public static async Task DropAsync()
    {
        if (s_template is not null)
        {
            await PostgresServer.DropDatabaseAsync(s_template);
            s_template = null;
        }
    }

    private static async Task<string> MakeAsync()
    {
        var template = await PostgresServer.CreateDatabaseAsync();
        ServiceCollection services = new();
        services.AddEventDrivenScheduling().UsePostgres(template).UseInMemoryBus();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IScheduleStore>().OpenAsync(new Dictionary<string, string>(), CancellationToken.None);
        await new EffectsTable(template).CreateAsync();
        return template;
    }
}
