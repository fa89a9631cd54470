using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Transactions;

/// <summary>The transaction that is open on a caller's context.</summary>
internal sealed class DbContextTransaction : IStoreTransaction
{
    private readonly DbContext _context;
    private readonly Guid _id;
    private readonly DbTransaction _transaction;
    private IAsyncDisposable? _joined;

    /// <exception cref="InvalidOperationException">The context has no transaction.</exception>
    public DbContextTransaction(DbContext context)
    {
        _context = context;
        var current = context.Database.CurrentTransaction ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no open transaction in which schedules could change. Begin one with Database.BeginTransactionAsync() before, and commit it after SaveChangesAsync(); "
            + "or call the scheduler itself, without Using, for changes that stand alone.");
        (_id, _transaction) = (current.TransactionId, current.GetDbTransaction());
    }

    public bool IsOpen => _context.Database.CurrentTransaction?.TransactionId == _id;

    public IScheduleStore Join(IScheduleStore store)
    {
        if (store is not EntityFrameworkScheduleStore own)
        {
            throw new InvalidOperationException(
                $"The store '{store.System}' keeps schedules outside of {_context.GetType().Name}'s database, so that they can't change in its transactions. Register "
                + $"UseEntityFrameworkCore<{_context.GetType().Name}>().");
        }

        (var joined, _joined) = own.Join(_context);
        return joined;
    }

    public void OnEnded(Action<StoreTransactionEnd> ended)
    {
        TransactionWatch.Await(_transaction, _id, ended);
        if (_joined is { } joined)
        {
            TransactionWatch.Await(_transaction, _id, end => _ = joined.DisposeAsync().AsTask());
        }
    }
}
