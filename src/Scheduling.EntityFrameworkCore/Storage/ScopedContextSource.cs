using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Contexts from scopes, for applications that register their context alone.</summary>
internal sealed class ScopedContextSource<TContext>(IServiceScopeFactory scopes) : ContextSource
    where TContext : DbContext
{
    public override Task<ContextLease> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var scope = scopes.CreateAsyncScope();
        return Task.FromResult(new ContextLease(scope.ServiceProvider.GetRequiredService<TContext>(), scope));
    }
}
