using Microsoft.EntityFrameworkCore;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>A context for one operation.</summary>
/// <param name="Context">The context.</param>
/// <param name="Owner">What is disposed with it: the context itself, or the scope that made it.</param>
internal sealed record ContextLease(DbContext Context, IAsyncDisposable Owner) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Owner.DisposeAsync();
}
