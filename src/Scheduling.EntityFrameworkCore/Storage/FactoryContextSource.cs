using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts from a factory, pooled or not.</summary>
internal sealed class FactoryContextSource<TContext>(IDbContextFactory<TContext> factory) : ContextSource
    where TContext : DbContext
{
    public override async Task<ContextLease> OpenAsync(CancellationToken cancellationToken)
    {
        var context = await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return new(context, context);
    }
}
