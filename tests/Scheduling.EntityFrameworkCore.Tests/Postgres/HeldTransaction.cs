using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>The store within a transaction that a test commits when it likes.</summary>
internal sealed class HeldTransaction : IAsyncDisposable
{
    private readonly PostgresSchedulingContext _context;
    private readonly IDbContextTransaction _transaction;

    private HeldTransaction(PostgresSchedulingContext context, IDbContextTransaction transaction, IScheduleStore store) =>
        (_context, _transaction, Store) = (context, transaction, store);

    public IScheduleStore Store { get; }

    public static async Task<HeldTransaction> BeginAsync(string database, bool isLinq = false)
    {
        var context = PostgresStores.Context(database);
        return new(context, await context.Database.BeginTransactionAsync(), PostgresStores.Dialect(database, isLinq).On(context));
    }

    public Task ExecuteAsync(string sql) => _context.Database.ExecuteSqlRawAsync(sql);

    public Task CommitAsync() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _context.DisposeAsync();
    }
}
