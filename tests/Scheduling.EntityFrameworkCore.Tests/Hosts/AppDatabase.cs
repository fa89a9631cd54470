using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Events;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>A database of a user's own context, on PostgreSQL or in an SQLite file, with its tables.</summary>
public sealed class AppDatabase : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly string? _server;
    private readonly Action<DbContextOptionsBuilder> _use;

    private AppDatabase(string? folder, string? server)
    {
        (_folder, _server) = (folder, server);
        _use = server is null ? options => options.UseSqlite($"Data Source={Path.Combine(folder!, "app.db")}") : options => options.UseNpgsql(server);
    }

    public static async Task<AppDatabase> CreateAsync(bool isPostgres)
    {
        AppDatabase database = new(
            isPostgres ? null : Directory.CreateTempSubdirectory("scheduling-").FullName, isPostgres ? await PostgresServer.CreateDatabaseAsync() : null);
        await using var context = database.Open();
        await context.Database.EnsureCreatedAsync();
        return database;
    }

    public AppContext Open()
    {
        DbContextOptionsBuilder<AppContext> options = new();
        _use(options);
        return new(options.Options);
    }

    /// <summary>A context on a connection that is another's.</summary>
    public AppContext Open(DbConnection connection)
    {
        DbContextOptionsBuilder<AppContext> options = new();
        return new((_server is null ? options.UseSqlite(connection) : options.UseNpgsql(connection)).Options);
    }

    /// <summary>A host whose schedules are in this database.</summary>
    public DatabaseHost Host(Handler handler, IEventBus? bus = null, IInterceptor? interceptor = null) => new(
        scheduling => scheduling.UseEntityFrameworkCore<AppContext>(),
        handler,
        bus,
        options => options.Lease = TimeSpan.FromSeconds(3),
        services => services.AddDbContextFactory<AppContext>(options =>
        {
            _use(options);
            if (interceptor is not null)
            {
                options.AddInterceptors(interceptor);
            }
        }));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await PostgresServer.DropDatabaseAsync(_server);
            return;
        }

        await using var context = Open();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        Directory.Delete(_folder!, recursive: true);
    }
}
