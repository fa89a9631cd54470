using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Operations of several statements.</summary>
internal static class OwnTransaction
{
    private static readonly object s_atCommit = "Scheduling.AtCommit";

    /// <summary>Within the context's transaction if it has one, else in one of its own.</summary>
    public static async Task<T> InTransactionAsync<T>(
        this DbContext context, Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is not null)
        {
            return await operation(cancellationToken).ConfigureAwait(false);
        }

        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var result = await operation(cancellationToken).ConfigureAwait(false);
            try
            {
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                failure.Data[s_atCommit] = true;
                throw;
            }

            return result;
        }
    }

    /// <summary>Whether the exception came from a commit: then nobody knows whether it was carried out.</summary>
    public static bool FailedAtCommit(Exception failure) => failure.Data.Contains(s_atCommit);
}
