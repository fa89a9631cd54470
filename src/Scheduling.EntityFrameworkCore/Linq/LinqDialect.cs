using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>Speaks to any relational database through LINQ, relying on nothing but its transactions and on concurrency tokens.</summary>
/// <param name="system">What to call the database.</param>
/// <param name="clock">The store's clock.</param>
internal sealed class LinqDialect(string system, IStoreClock clock) : IStoreDialect
{
    private const int Tries = 10;
    private const string Prefix = "Microsoft.EntityFrameworkCore.";

    public string System => system;

    public bool IsShared => true;

    /// <summary>What to call a database of which nothing is known but its provider.</summary>
    public static string SystemOf(string? providerName)
    {
        var name = providerName ?? "unknown";
        return (name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name).ToLowerInvariant();
    }

    public IScheduleStore On(DbContext context) => new UnitStore(System, IsShared, new LinqUnits(context, clock));

    // Not the caller's context itself: what is saved here must not save what its change tracker holds.
    public (IScheduleStore Store, IAsyncDisposable? Owned) Join(DbContext caller, ContextSource contexts)
    {
        var lease = contexts.Open();
        var context = lease.Context;
        context.Database.SetDbConnection(caller.Database.GetDbConnection());
        context.Database.UseTransaction(caller.Database.CurrentTransaction!.GetDbTransaction());
        return (On(context), lease);
    }

    // What another has changed meanwhile, or inserted first, is found when changes are written, so nothing of the operation has happened: it decides once more.
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await operation(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
