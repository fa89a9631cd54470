using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>A context for one operation.</summary>
/// <param name="context">The context.</param>
/// <param name="owner">What is disposed with it: the context itself, or the scope that made it.</param>
internal readonly struct ContextLease(DbContext context, IAsyncDisposable owner) : IAsyncDisposable, IDisposable
{
    public DbContext Context { get; } = context;

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    public void Dispose() => ((IDisposable)owner).Dispose();
}
