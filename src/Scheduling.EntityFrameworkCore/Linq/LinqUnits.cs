using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>Carries out operations on a context through LINQ.</summary>
internal sealed class LinqUnits(DbContext context, IStoreClock clock) : IUnits
{
    public Task<StoreReply<T>> ReadAsync<T>(Func<IRows, Task<T>> operation, CancellationToken cancellationToken) => InTransactionAsync(
        async () =>
        {
            var now = await clock.NowAsync(context, cancellationToken).ConfigureAwait(false);
            return new StoreReply<T>(await operation(new LinqReads(context, now)).ConfigureAwait(false), Times.Told(now));
        },
        cancellationToken);

    public Task<StoreReply<T>> ChangeAsync<T>(int numbers, Func<IUnitOfWork, Task<T>> operation, CancellationToken cancellationToken) => InTransactionAsync(
        async () =>
        {
            // Drawing first keeps others off who draw as well, before anything is read that they might change.
            Numbers drawn = new(RaiseAsync);
            await drawn.ReserveAsync(numbers, cancellationToken).ConfigureAwait(false);
            var now = await clock.NowAsync(context, cancellationToken).ConfigureAwait(false);
            LinqUnitOfWork unit = new(context, now, drawn);
            try
            {
                var result = await operation(unit).ConfigureAwait(false);
                await unit.WriteAsync(cancellationToken).ConfigureAwait(false);
                return new StoreReply<T>(result, Times.Told(now));
            }
            finally
            {
                unit.Forget();
            }
        },
        cancellationToken);

    private async Task<long> RaiseAsync(int count, CancellationToken cancellationToken)
    {
        var row = context.Set<SchemaEntity>().Where(row => row.Id == 1);
        await row.ExecuteUpdateAsync(set => set.SetProperty(schema => schema.Counter, schema => schema.Counter + count), cancellationToken).ConfigureAwait(false);
        return await row.Select(schema => schema.Counter).SingleAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> InTransactionAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await new OnceOnly(context).ExecuteAsync(async () =>
        {
            if (context.Database.CurrentTransaction is not null)
            {
                return await operation().ConfigureAwait(false);
            }

            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await operation().ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
        }).ConfigureAwait(false);
    }
}
