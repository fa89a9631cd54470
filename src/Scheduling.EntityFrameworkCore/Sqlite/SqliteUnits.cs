using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Carries out operations on a context of SQLite.</summary>
internal sealed class SqliteUnits(DbContext context, SqliteTexts texts, TimeProvider timeProvider) : IUnits
{
    private const int Busy = 5;

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
            return await JoinAsync(() => CarryOutAsync(numbers, operation, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        var gate = SqliteGates.Of((SqliteConnection)context.Database.GetDbConnection());
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await BeginAsync(cancellationToken).ConfigureAwait(false);
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

    // Within the caller's transaction the operation happens whole or not at all, whatever the caller makes of its failure.
    private async Task<T> JoinAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        // The caller's transaction may be a deferred one that has only read as yet.
        await _session.ExecuteAsync($"update {_session.Tables.Schema} set counter = counter where id = 1", cancellationToken).ConfigureAwait(false);
        await _session.ExecuteAsync("savepoint scheduling", cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await operation().ConfigureAwait(false);
            await _session.ExecuteAsync("release scheduling", CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await _session.ExecuteAsync("rollback to scheduling", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IDbContextTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == Busy)
        {
            throw new SqliteException(
                $"{busy.Message} Another transaction has held the file for as long as the command time-out lets this one wait. If it is your own, let schedules change in it: scheduler.Using(dbContext).",
                busy.SqliteErrorCode, busy.SqliteExtendedErrorCode);
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
