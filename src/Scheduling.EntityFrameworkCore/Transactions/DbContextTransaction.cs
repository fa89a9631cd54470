using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Transactions;

/// <summary>The transaction that is open on a caller's context.</summary>
internal sealed class DbContextTransaction : IStoreTransaction
{
    private readonly DbContext _context;
    private readonly Guid _id;

    /// <exception cref="InvalidOperationException">The context has no transaction.</exception>
    public DbContextTransaction(DbContext context)
    {
        _context = context;
        _id = context.Database.CurrentTransaction?.TransactionId ?? throw new InvalidOperationException(
            $"{context.GetType().Name} has no open transaction in which schedules could change. Begin one with Database.BeginTransactionAsync() before, and commit it after SaveChangesAsync(); "
            + "or call the scheduler itself, without Using, for changes that stand alone.");
    }

    public IScheduleStore Join(IScheduleStore store) => store is EntityFrameworkScheduleStore own ? own.Join(_context) : throw new InvalidOperationException(
        $"The store '{store.System}' keeps schedules outside of {_context.GetType().Name}'s database, so that they can't change in its transactions. Register UseEntityFrameworkCore<{_context.GetType().Name}>().");

    public void OnEnded(Action<bool> ended) => TransactionWatch.Await(_id, ended);
}
