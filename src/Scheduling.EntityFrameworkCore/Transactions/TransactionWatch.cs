using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Transactions;

/// <summary>Hears of the ends of transactions through Entity Framework Core's diagnostics, which need nothing to be set up on the caller's contexts, whoever makes them.</summary>
internal sealed class TransactionWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // By the database's own transaction: contexts that share one know it under different ids.
    private static readonly ConcurrentDictionary<DbTransaction, WatchedTransaction> s_waiting = new(ReferenceEqualityComparer.Instance);

    // Never ended: it costs a look at the name of an event while a transaction is waited for, and nothing else.
    private static readonly IDisposable s_subscription = DiagnosticListener.AllListeners.Subscribe(new TransactionWatch());

    private TransactionWatch()
    {
    }

    /// <summary>Calls back once when the transaction has ended.</summary>
    /// <param name="transaction">The database's transaction.</param>
    /// <param name="id">EF Core's id of it in the caller's context.</param>
    /// <param name="ended">Told how.</param>
    public static void Await(DbTransaction transaction, Guid id, Action<StoreTransactionEnd> ended)
    {
        SettleUnseen();
        s_waiting.AddOrUpdate(transaction, _ => new(id, ended), (_, watched) => watched.And(id, ended));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this, static name => !s_waiting.IsEmpty && IsHeard(name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case TransactionEventData data when value.Key == RelationalEventId.RolledBackToTransactionSavepoint.Name:
                // Also by itself, when SaveChanges fails and its caller goes on. What came before may be undone; the rows tell.
                _ = s_waiting.TryGetValue(data.Transaction, out var doubtful) && (doubtful.IsDoubtful = true);
                break;
            case TransactionEventData data when s_waiting.TryRemove(data.Transaction, out var watched):
                watched.End(watched.IsDoubtful || watched.Id != data.TransactionId ? StoreTransactionEnd.Unknown : EndOf(value.Key, data));
                break;
            case DbContextEventData when value.Key == CoreEventId.ContextDisposed.Name:
                SettleUnseen();
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // Whatever ends a transaction without a commit has rolled it back; of a commit that failed nobody knows whether it was carried out.
    private static StoreTransactionEnd EndOf(string name, TransactionEventData data) =>
        name == RelationalEventId.TransactionCommitted.Name ? StoreTransactionEnd.Committed
        : data is TransactionErrorEventData { Action: "Commit" } ? StoreTransactionEnd.Unknown
        : StoreTransactionEnd.RolledBack;

    // One that was ended without its context is found out when it is not of use any more.
    private static void SettleUnseen()
    {
        foreach (var transaction in s_waiting.Keys)
        {
            if (IsOver(transaction) && s_waiting.TryRemove(transaction, out var watched))
            {
                watched.End(StoreTransactionEnd.Unknown);
            }
        }
    }

    private static bool IsOver(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is null;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static bool IsHeard(string name) =>
        name == RelationalEventId.TransactionCommitted.Name || name == RelationalEventId.TransactionRolledBack.Name
        || name == RelationalEventId.TransactionError.Name || name == RelationalEventId.TransactionDisposed.Name
        || name == RelationalEventId.RolledBackToTransactionSavepoint.Name || name == CoreEventId.ContextDisposed.Name;
}
