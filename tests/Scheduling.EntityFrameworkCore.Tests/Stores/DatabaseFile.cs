using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>A file of SQLite with the store's tables, for one test.</summary>
public sealed class DatabaseFile : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-").FullName;
    private readonly DbContextOptions<SchedulingContext> _options;

    private DatabaseFile() => _options = new DbContextOptionsBuilder<SchedulingContext>().UseSqlite($"Data Source={Path.Combine(_folder, "test.db")}").Options;

    public static async Task<DatabaseFile> CreateAsync()
    {
        DatabaseFile file = new();
        await using var context = file.Open();
        await context.Database.EnsureCreatedAsync();
        return file;
    }

    public SchedulingContext Open() => new(_options);

    public SchedulingContext Open(IInterceptor interceptor) =>
        new(new DbContextOptionsBuilder<SchedulingContext>(_options).AddInterceptors(interceptor).Options);

    public async ValueTask DisposeAsync()
    {
        await using var context = Open();
        SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        Directory.Delete(_folder, recursive: true);
    }
}
