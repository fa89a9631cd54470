using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Carries out operations on a context of SQLite.</summary>
internal sealed class SqliteUnits(DbContext context, SqliteTexts texts, TimeProvider timeProvider) : IUnits
{
    private readonly SqliteSession _session = new(context, texts);

    public async Task<StoreReply<T>> ReadAsync<T>(Func<IRows, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (context.Database.CurrentTransaction is not null)
        {
            return await CarryOutAsync(operation).ConfigureAwait(false);
        }

        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A deferred one reads without waiting for whoever writes.
            var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await using (transaction.ConfigureAwait(false))
            {
                var used = await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
                await using (used!.ConfigureAwait(false))
                {
                    return await CarryOutAsync(operation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    public async Task<StoreReply<T>> ChangeAsync<T>(int numbers, Func<IUnitOfWork, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (context.Database.CurrentTransaction is not null)
        {
            // The caller's transaction may be a deferred one that has only read as yet.
            await _session.ExecuteAsync($"update {_session.Tables.Schema} set counter = counter where id = 1", cancellationToken).ConfigureAwait(false);
            return await CarryOutAsync(numbers, operation, cancellationToken).ConfigureAwait(false);
        }

        var gate = SqliteGates.Of((SqliteConnection)context.Database.GetDbConnection());
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var reply = await CarryOutAsync(numbers, operation, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return reply;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<StoreReply<T>> CarryOutAsync<T>(Func<IRows, Task<T>> operation)
    {
        var now = Now();
        return new(await operation(new SqliteReads(_session, now)).ConfigureAwait(false), Times.Told(now));
    }

    private async Task<StoreReply<T>> CarryOutAsync<T>(int numbers, Func<IUnitOfWork, Task<T>> operation, CancellationToken cancellationToken)
    {
        var now = Now();
        SqliteUnitOfWork unit = new(_session, now);
        await unit.ReserveAsync(numbers, cancellationToken).ConfigureAwait(false);
        var result = await operation(unit).ConfigureAwait(false);
        await unit.WriteAsync(cancellationToken).ConfigureAwait(false);
        return new(result, Times.Told(now));
    }

    private DateTime Now() => Times.Column(timeProvider.GetUtcNow());
}
