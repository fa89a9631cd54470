using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts from scopes, for applications that register their context alone.</summary>
internal sealed class ScopedContextSource<TContext>(IServiceScopeFactory scopes) : ContextSource
    where TContext : DbContext
{
    public override ContextLease Open()
    {
        var scope = scopes.CreateAsyncScope();
        return new(scope.ServiceProvider.GetRequiredService<TContext>(), scope);
    }
}
