
namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Where the store's contexts come from.</summary>
internal abstract class ContextSource
{
    /// <summary>A context for one operation, which nobody else uses.</summary>
    public abstract Task<ContextLease> OpenAsync(CancellationToken cancellationToken);
}
