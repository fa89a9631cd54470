using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduling.WorkflowApi.Hosting;

/// <summary>The database: <c>sqlite:PATH</c> or <c>postgres:CONNECTION STRING</c>.</summary>
internal sealed record StoreChoice(bool IsSqlite, string Text)
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    private static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } local ? local : Path.GetTempPath(),
        "Scheduling.WorkflowApi",
        "workflows.db");

    /// <exception cref="ArgumentException">It is neither.</exception>
    public static StoreChoice Read(string? text) => text switch
    {
        null or "" => new(true, DefaultPath),
        _ when text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length => new(true, Path.GetFullPath(text[Sqlite.Length..])),
        _ when text.StartsWith(Postgres, StringComparison.Ordinal) && text.Length > Postgres.Length => new(false, text[Postgres.Length..]),
        _ => throw new ArgumentException($"The store '{text}' is not known. Say sqlite:PATH or postgres:CONNECTION."),
    };

    public void Use(DbContextOptionsBuilder options, IEnumerable<IInterceptor> interceptors)
    {
        _ = IsSqlite
            ? options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Text }.ConnectionString)
            : options.UseNpgsql(Text);
        options.AddInterceptors(interceptors);
    }

    /// <summary>Makes the tables, those of Scheduling among them, before the host starts and looks for them.</summary>
    public async Task PrepareAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (IsSqlite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Text)!);
            await context.Database.MigrateAsync(cancellationToken);
        }
        else
        {
            // The migrations are SQLite's. An application that lives on PostgreSQL has a set of its own.
            await context.Database.EnsureCreatedAsync(cancellationToken);
        }
    }
}
