using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Databases with the tables in them: made once by the migrations, then copied.</summary>
internal static class PostgresTemplate
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
        await using PostgresSchedulingContext context = new(PostgresSchedulingContext.Options(template));
        await context.Database.MigrateAsync();
        return template;
    }
}
