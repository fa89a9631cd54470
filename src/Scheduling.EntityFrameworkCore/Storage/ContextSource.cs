namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Where the store's contexts come from. Making one does not touch the database.</summary>
internal abstract class ContextSource
{
    /// <summary>A context for one operation, which nobody else uses.</summary>
    public abstract ContextLease Open();
}
