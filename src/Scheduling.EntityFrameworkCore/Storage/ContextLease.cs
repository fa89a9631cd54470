using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>A context for one operation.</summary>
/// <param name="context">The context.</param>
/// <param name="scope">The scope that made it, if one did.</param>
/// <param name="isOwned">Whether the context is disposed here; else its scope does that.</param>
internal readonly struct ContextLease(DbContext context, IAsyncDisposable? scope, bool isOwned) : IAsyncDisposable, IDisposable
{
    public DbContext Context { get; } = context;

    public async ValueTask DisposeAsync()
    {
        if (isOwned)
        {
            await Context.DisposeAsync().ConfigureAwait(false);
        }

        if (scope is not null)
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A scope with services that only know the asynchronous way refuses the other one.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
