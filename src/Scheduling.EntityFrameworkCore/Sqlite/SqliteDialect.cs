using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Speaks to SQLite, with the clock of the process: the file has none, and one process alone works on it.</summary>
/// <param name="timeProvider">The store's clock.</param>
internal sealed class SqliteDialect(TimeProvider timeProvider) : IStoreDialect
{
    public string System => "sqlite";

    public bool IsShared => false;

    public IScheduleStore On(DbContext context) => On(context, SqliteTexts.Of(context));

    // The change tracker is not touched, so that the caller's own context will do, also one that knows nothing of the tables.
    public (IScheduleStore Store, IAsyncDisposable? Owned) Join(DbContext caller, ContextSource contexts)
    {
        using var own = contexts.Open();
        return (On(caller, SqliteTexts.Of(own.Context)), null);
    }

    // Microsoft.Data.Sqlite works on the caller's thread, and sleeps there while another writer holds the file.
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        Task.Run(() => operation(cancellationToken), cancellationToken);

    private UnitStore On(DbContext context, SqliteTexts texts) => new(System, IsShared, new SqliteUnits(context, texts, timeProvider));
}
