using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduling.EntityFrameworkCore.Transactions;

/// <summary>Hears of the ends of transactions through Entity Framework Core's diagnostics, which need nothing to be set up on the caller's contexts, whoever makes them.</summary>
internal sealed class TransactionWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly ConcurrentDictionary<Guid, Action<bool>> s_waiting = new();

    // Never ended: it costs a look at the name of an event while a transaction is waited for, and nothing else.
    private static readonly IDisposable s_subscription = DiagnosticListener.AllListeners.Subscribe(new TransactionWatch());

    private TransactionWatch()
    {
    }

    /// <summary>Calls back once when the transaction has ended.</summary>
    /// <param name="transaction">EF Core's id of it.</param>
    /// <param name="ended">Told whether it was committed.</param>
    public static void Await(Guid transaction, Action<bool> ended) =>
        s_waiting.AddOrUpdate(transaction, ended, (_, other) => other + ended);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this, static name => !s_waiting.IsEmpty && IsEnd(name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Whatever ends a transaction without a commit has rolled it back: so has a commit that failed, as far as anybody knows here, and the rows tell whether it has.
        // After a return to a savepoint nobody knows what of it has become true: the rows tell that too, and the nodes hear it from them.
        if (value.Value is TransactionEventData data && IsEnd(value.Key) && s_waiting.TryRemove(data.TransactionId, out var ended))
        {
            ended(value.Key == RelationalEventId.TransactionCommitted.Name);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static bool IsEnd(string name) =>
        name == RelationalEventId.TransactionCommitted.Name || name == RelationalEventId.TransactionRolledBack.Name
        || name == RelationalEventId.TransactionError.Name || name == RelationalEventId.TransactionDisposed.Name
        || name == RelationalEventId.RolledBackToTransactionSavepoint.Name;
}
