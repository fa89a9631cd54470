using Scheduling.EntityFrameworkCore.Transactions;
using Scheduling.Schedules;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Lets schedules change in the transactions of your contexts.</summary>
public static class SchedulerTransactionExtensions
{
    /// <summary>The scheduler within the open transaction of a context: schedules and your own data change together, or not at all.</summary>
    /// <remarks>
    /// <para>Begin a transaction first (<c>Database.BeginTransactionAsync()</c>) and commit it through the context. Nodes are told of what was changed after the commit, and of nothing after a
    /// rollback. Where it is not known what has become true (after a return to a savepoint, of a commit that was not answered, or of a transaction that was ended behind the context's back, which
    /// is found out when a context is disposed or another transaction is waited for), the rows are read, and what stands is told.</para>
    /// <para>Rows of schedules that your own statements delete, or a foreign key by cascade, are gone like deleted ones: nothing of them starts any more, and the handlers of theirs that run are
    /// cancelled when their leases are next renewed, within a third of <c>SchedulingOptions.Lease</c>.</para>
    /// </remarks>
    /// <param name="scheduler">The scheduler, whose store is in the same database.</param>
    /// <param name="context">The context with the transaction.</param>
    /// <exception cref="InvalidOperationException">The context has no transaction, or the store is elsewhere.</exception>
    public static ITransactionalScheduler Using(this IScheduler scheduler, DbContext context)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(context);
        return scheduler.Using(new DbContextTransaction(context));
    }
}
