using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts of the user's, from a scope each: made by their factory, whatever its lifetime, or the scope's own.</summary>
internal sealed class UserContextSource<TContext>(IServiceScopeFactory scopes) : ContextSource
    where TContext : DbContext
{
    public override ContextLease Open()
    {
        var scope = scopes.CreateAsyncScope();
        return scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is { } factory
            ? new(factory.CreateDbContext(), scope, isOwned: true)
            : new(scope.ServiceProvider.GetRequiredService<TContext>(), scope, isOwned: false);
    }
}
