using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts from a factory, pooled or not.</summary>
internal sealed class FactoryContextSource<TContext>(IDbContextFactory<TContext> factory) : ContextSource
    where TContext : DbContext
{
    public override ContextLease Open()
    {
        var context = factory.CreateDbContext();
        return new(context, context);
    }
}
